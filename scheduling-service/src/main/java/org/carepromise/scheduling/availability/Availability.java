package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.availability.SlotStore.Day;
import org.carepromise.scheduling.availability.SlotStore.Read;
import org.carepromise.scheduling.availability.StartOrder.Listed;
import org.carepromise.scheduling.availability.StartOrder.Page;
import org.carepromise.scheduling.availability.StartOrder.Position;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.worktime.BusinessCalendar;

/** Finds the next starts of visits, in windows that grow until there are enough. */
@ApplicationScoped
public class Availability {

    /** What the database keeps apart: a start exactly at the horizon can be booked. */
    private static final Duration SMALLEST = Duration.of(1, ChronoUnit.MICROS);

    /** How far beyond the horizon a start is looked for that the horizon will reach. */
    private static final Duration BEYOND = Duration.ofDays(31);

    private final Pool pool;
    private final SlotStore store;
    private final Sites sites;
    private final ProductClock clock;

    Availability(Pool pool, SlotStore store, Sites sites, ProductClock clock) {
        this.pool = pool;
        this.store = store;
        this.sites = sites;
        this.clock = clock;
    }

    /** Starts, and the visit that they are for. */
    public record Found(Visit visit, List<Start> starts) {}

    /** @param none why there is nothing at all; empty where there is something, and behind a cursor */
    record Answer(Page page, Optional<EmptyAnswer> none) {}

    /**
     * The next starts that can be booked now, by time.
     *
     * @param after where the last page ended, or null
     * @throws Problem {@code visit-type-unknown}
     */
    Uni<Answer> page(AvailabilitySearch search, Position after, int limit) {
        var now = clock.instant();
        return visits(search).flatMap(visits -> page(search, visits, after, limit, now)
                .flatMap(page -> page.shown().isEmpty() && after == null
                        ? why(search, visits, now).map(none -> new Answer(page, Optional.of(none)))
                        : Uni.createFrom().item(new Answer(page, Optional.empty()))));
    }

    private Uni<Page> page(AvailabilitySearch search, List<Visit> visits, Position after, int limit, Instant now) {
        return starts(pool, search, visits, after, limit + 1, now).flatMap(found -> visitsOnDays(pool, found)
                .map(booked -> StartOrder.page(found, listed -> booked.getOrDefault(dayOf(listed), 0), after, limit)));
    }

    /**
     * The next starts at the same site from one on that could not be had, or from now on where that one lies beyond the
     * horizon: the way out of a refusal.
     */
    public Uni<Found> near(UUID slot, String visitType, int limit) {
        var now = clock.instant();
        return store.place(pool, slot).flatMap(place -> {
            var here = AvailabilitySearch.at(place.site(), visitType, place.startsAt(), Instant.MAX);
            return visits(here).flatMap(visits -> {
                var isTooFar = !place.startsAt().isBefore(now.plus(visits.get(0).horizon()));
                return found(isTooFar ? here.between(Instant.MIN, Instant.MAX) : here, visits, limit, now);
            });
        });
    }

    /** The next starts at one site from now on. */
    public Uni<Found> nextAt(String site, String visitType, int limit) {
        var search = AvailabilitySearch.at(site, visitType, Instant.MIN, Instant.MAX);
        return visits(search).flatMap(visits -> found(search, visits, limit, clock.instant()));
    }

    private Uni<Found> found(AvailabilitySearch search, List<Visit> visits, int limit, Instant now) {
        return page(search, visits, null, limit, now)
                .map(page -> new Found(
                        visits.get(0), page.shown().stream().map(Listed::start).toList()));
    }

    /**
     * Where a patient could be seen who takes any provider: what begins when this slot does, at its site, and can be booked
     * now, the provider with fewest visits that day first. Nothing where there is no such slot.
     *
     * @param client the transaction's where the booking follows in it
     * @throws Problem {@code visit-type-unknown}
     */
    public Uni<List<Start>> candidates(SqlClient client, UUID slot, String visitType, Instant now) {
        return store.place(client, slot)
                .flatMap(place -> place == null
                        ? Uni.createFrom().item(List.of())
                        : candidates(
                                client,
                                AvailabilitySearch.at(
                                        place.site(),
                                        visitType,
                                        place.startsAt(),
                                        place.startsAt().plus(SMALLEST)),
                                now));
    }

    private Uni<List<Start>> candidates(SqlClient client, AvailabilitySearch search, Instant now) {
        return visits(client, search)
                .flatMap(visits -> starts(client, search, visits, null, Integer.MAX_VALUE, now))
                .flatMap(found -> visitsOnDays(client, found).map(booked -> found.stream()
                        .sorted(StartOrder.evenly(listed -> booked.getOrDefault(dayOf(listed), 0)))
                        .map(Listed::start)
                        .toList()));
    }

    /**
     * Where a visit could be instead: starts at the site that can be booked now, those nearest to an instant first.
     *
     * @param provider the only one wanted; empty for any
     * @param from the earliest start wanted
     * @param toExclusive the first start no longer wanted
     */
    public Uni<List<Start>> nearest(
            SqlClient client,
            String site,
            Optional<UUID> provider,
            String visitType,
            Instant to,
            Instant from,
            Instant toExclusive,
            int limit,
            Instant now) {
        var anybody = AvailabilitySearch.at(site, visitType, latest(from, to), toExclusive);
        var later = provider.map(anybody::with).orElse(anybody);
        return visits(client, later).flatMap(visits -> starts(client, later, visits, null, limit, now)
                .flatMap(after -> starts(client, later.between(from, to), visits, null, Integer.MAX_VALUE, now)
                        .map(before -> Stream.concat(before.stream(), after.stream())
                                .sorted(Comparator.comparing((Listed listed) -> Duration.between(to, listed.startsAt())
                                                .abs())
                                        .thenComparing(Listed::startsAt)
                                        .thenComparing(
                                                listed -> listed.start().first().id()))
                                .limit(limit)
                                .map(Listed::start)
                                .toList())));
    }

    private Uni<List<Visit>> visits(AvailabilitySearch search) {
        return visits(pool, search);
    }

    private Uni<List<Visit>> visits(SqlClient client, AvailabilitySearch search) {
        return store.visits(client, search).map(found -> {
            if (found.size() < search.visitTypes().size()) {
                throw Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN).at("?visitType", "one of GET /v1/visit-types");
            }
            return found.stream()
                    .filter(typed ->
                            search.modality().map(typed.modality()::equals).orElse(true))
                    .map(SlotStore.Typed::visit)
                    .toList();
        });
    }

    private record Bounds(Instant from, Instant to) {

        boolean isEmpty() {
            return !from.isBefore(to);
        }
    }

    /** All starts up to some instant, at least {@code wanted} of them where there are so many. */
    private Uni<List<Listed>> starts(
            SqlClient client, AvailabilitySearch search, List<Visit> visits, Position after, int wanted, Instant now) {
        var earliest = visits.stream()
                .map(visit -> now.plus(visit.leadTime()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        var latest = visits.stream()
                .map(visit -> now.plus(visit.horizon()).plus(SMALLEST))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        var bounds = new Bounds(
                latest(search.from(), earliest, after == null ? Instant.MIN : after.startsAt()),
                earliest(search.to(), latest));
        return collect(
                client,
                search,
                visits,
                after,
                wanted,
                now,
                new Progress(new ArrayList<>(), bounds, WindowPlan.first(wanted), WindowPlan.slots(wanted)));
    }

    /**
     * What a search has come to.
     *
     * @param left the time not read yet
     * @param window how much of it is read next
     * @param most how many slots are read at once
     */
    private record Progress(List<Listed> found, Bounds left, Duration window, int most) {

        Bounds next() {
            return new Bounds(left.from(), earliest(left.from().plus(window), left.to()));
        }

        /** The same once more: not even what begins first could be decided from so few slots. */
        Progress readMore() {
            return new Progress(found, left, window, WindowPlan.more(most));
        }

        Progress readUntil(Instant decided, int wanted) {
            return new Progress(
                    found, new Bounds(decided, left.to()), WindowPlan.after(window, found.size(), wanted), most);
        }
    }

    private Uni<List<Listed>> collect(
            SqlClient client,
            AvailabilitySearch search,
            List<Visit> visits,
            Position after,
            int wanted,
            Instant now,
            Progress progress) {
        if (progress.found().size() >= wanted || progress.left().isEmpty()) {
            return Uni.createFrom().item(progress.found());
        }
        var window = progress.next();
        return store.free(client, search, visits, window.from(), window.to(), progress.most(), now)
                .flatMap(read -> {
                    var decided = decidedUntil(read.slots(), visits, window, progress.most());
                    if (!window.from().isBefore(decided)) {
                        return collect(client, search, visits, after, wanted, now, progress.readMore());
                    }
                    return limits(client, search, visits, read, now).flatMap(limits -> {
                        addStarts(
                                progress.found(),
                                search,
                                visits,
                                read,
                                limits,
                                new Bounds(window.from(), decided),
                                after,
                                now);
                        return collect(client, search, visits, after, wanted, now, progress.readUntil(decided, wanted));
                    });
                });
    }

    private void addStarts(
            List<Listed> found,
            AvailabilitySearch search,
            List<Visit> visits,
            Read read,
            Limits limits,
            Bounds decided,
            Position after,
            Instant now) {
        for (var visit : visits) {
            SlotFinder.starts(read.of(visit.type()), visit, now, limits).stream()
                    .map(start -> new Listed(visit, start))
                    .filter(listed -> isWanted(listed, search, now)
                            && !listed.startsAt().isBefore(decided.from())
                            && listed.startsAt().isBefore(decided.to())
                            && (after == null || after.isBefore(listed)))
                    .forEach(found::add);
        }
    }

    /** What bounds visits beside the seats of the slots read. */
    private Uni<Limits> limits(
            SqlClient client, AvailabilitySearch search, List<Visit> visits, Read read, Instant now) {
        return store.caps(client, read.capped(), visits, now)
                .flatMap(caps -> store.resources(client, search.sites(), visits, read.slots(), now)
                        .map(resources -> Limits.of(caps, resources)));
    }

    private boolean isWanted(Listed listed, AvailabilitySearch search, Instant now) {
        var visit = listed.visit();
        return !now.isAfter(visit.bookedUntil(listed.startsAt()))
                && !now.isBefore(visit.bookedFrom(listed.startsAt()))
                && search.wants(listed.startsAt(), zoneOf(listed));
    }

    /** Where not all slots of the window were read, a start is decided only if all that it needs was. */
    private static Instant decidedUntil(List<Slot> free, List<Visit> visits, Bounds window, int most) {
        if (free.size() < most) {
            return window.to();
        }
        var needed = visits.stream()
                .map(visit -> visit.length().plus(visit.bufferAfter()))
                .max(Duration::compareTo)
                .orElseThrow();
        return free.get(free.size() - 1).startsAt().minus(needed);
    }

    /** How many visits the providers have on the days of what begins together with what others offer. */
    private Uni<Map<Day, Integer>> visitsOnDays(SqlClient client, List<Listed> found) {
        var days = new LinkedHashSet<Day>();
        found.stream()
                .collect(Collectors.groupingBy(Listed::startsAt, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(together -> {
                    var ofThem = together.stream().map(this::dayOf).distinct().toList();
                    if (ofThem.size() > 1) {
                        days.addAll(ofThem);
                    }
                });
        return store.visitsOn(client, days);
    }

    private Day dayOf(Listed listed) {
        var zone = zoneOf(listed);
        return new Day(
                listed.start().first().provider(),
                listed.startsAt().atZone(zone).toLocalDate(),
                zone);
    }

    private ZoneId zoneOf(Listed listed) {
        return sites.zoneOf(listed.start().first().site());
    }

    private Uni<EmptyAnswer> why(AvailabilitySearch search, List<Visit> visits, Instant now) {
        var from = latest(search.from(), now);
        var horizon = visits.stream()
                .map(visit -> now.plus(visit.horizon()))
                .max(Instant::compareTo)
                .orElse(now);
        var to = earliest(search.to(), latest(from, horizon).plus(BEYOND));
        var searched = search.between(from, to);
        return why(searched, visits, horizon, now)
                .flatMap(none -> next(search, visits, now).map(none::next));
    }

    private Uni<EmptyAnswer> why(AvailabilitySearch search, List<Visit> visits, Instant horizon, Instant now) {
        if (visits.isEmpty()) {
            return Uni.createFrom().item(EmptyAnswer.of(EmptyReason.NO_SESSION));
        }
        if (!search.from().isBefore(search.to())) {
            return Uni.createFrom().item(EmptyAnswer.of(EmptyReason.TOO_LATE_TO_BOOK));
        }
        return facts(search, visits, horizon, now).flatMap(facts -> EmptyAnswerRules.why(facts)
                .map(none -> Uni.createFrom().item(none))
                .orElseGet(() -> search.language().isPresent()
                        ? facts(search.inAnyLanguage(), visits, horizon, now)
                                .map(others -> EmptyAnswerRules.why(others).isPresent()
                                        ? EmptyAnswer.of(EmptyReason.LANGUAGE_NOT_SPOKEN)
                                        : noSession(search))
                        : Uni.createFrom().item(noSession(search))));
    }

    private EmptyAnswer noSession(AvailabilitySearch search) {
        boolean closed = search.sites().stream()
                .flatMap(site -> sites.find(site).stream())
                .allMatch(calendar -> isClosed(calendar, search.from(), search.to()));
        return EmptyAnswer.of(closed ? EmptyReason.SITE_CLOSED : EmptyReason.NO_SESSION);
    }

    private static boolean isClosed(BusinessCalendar calendar, Instant from, Instant to) {
        return to.atOffset(ZoneOffset.UTC).getYear() <= BusinessCalendar.LAST_YEAR
                && calendar.openings(from, to).isEmpty();
    }

    /** The first sessions of the time searched, and the first beyond the horizon. */
    private Uni<EmptyAnswerRules.Facts> facts(
            AvailabilitySearch search, List<Visit> visits, Instant horizon, Instant now) {
        var beyond = latest(search.from(), horizon);
        return store.all(pool, search, visits, search.from(), search.to(), now)
                .flatMap(near -> beyond.isBefore(search.to()) && beyond.isAfter(search.from())
                        ? store.all(pool, search, visits, beyond, search.to(), now)
                                .map(far -> near.with(far))
                        : Uni.createFrom().item(near))
                .flatMap(read -> limits(pool, search, visits, read, now)
                        .map(limits -> new EmptyAnswerRules.Facts(
                                search,
                                visits.stream()
                                        .collect(Collectors.toMap(visit -> visit, visit -> read.of(visit.type()))),
                                read.heldUntil(),
                                limits,
                                sites::zoneOf,
                                now)));
    }

    /** The first start behind the time searched. */
    private Uni<Optional<Instant>> next(AvailabilitySearch search, List<Visit> visits, Instant now) {
        return starts(pool, search.between(latest(search.to(), now), Instant.MAX), visits, null, 1, now)
                .map(found -> found.stream().map(Listed::startsAt).min(Instant::compareTo));
    }

    private static Instant latest(Instant... instants) {
        return Arrays.stream(instants).max(Instant::compareTo).orElseThrow();
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
