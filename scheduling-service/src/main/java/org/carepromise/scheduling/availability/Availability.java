package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

/** Finds the next starts of a visit, in windows that double until there are enough. */
@ApplicationScoped
public class Availability {

    private static final Duration FIRST_WINDOW = Duration.ofDays(1);
    /** What the database keeps apart: a start exactly at the horizon can be booked. */
    private static final Duration SMALLEST = Duration.of(1, ChronoUnit.MICROS);

    private final Pool pool;
    private final SlotStore store;
    private final ProductClock clock;

    Availability(Pool pool, SlotStore store, ProductClock clock) {
        this.pool = pool;
        this.store = store;
        this.clock = clock;
    }

    /** Starts, and the visit that they are for. */
    public record Found(Visit visit, List<Start> starts) {}

    /** Where the last page ended. */
    record Position(Instant startsAt, UUID slot) {

        boolean isBefore(Start start) {
            int byTime = startsAt.compareTo(start.first().startsAt());
            return byTime < 0 || byTime == 0 && slot.compareTo(start.first().id()) < 0;
        }
    }

    /**
     * The next starts that can be booked now, by time.
     *
     * @param after where the last page ended, or null
     * @throws Problem {@code visit-type-unknown}
     */
    Uni<Found> next(AvailabilitySearch search, Position after, int limit) {
        var now = clock.instant();
        return store.visit(pool, search.visitType()).flatMap(visit -> {
            if (visit == null) {
                throw Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN).at("?visitType", "one of GET /v1/visit-types");
            }
            var bounds = new Bounds(
                    latest(search.from(), now.plus(visit.leadTime()), after == null ? Instant.MIN : after.startsAt()),
                    earliest(search.to(), now.plus(visit.horizon()).plus(SMALLEST)));
            return collect(search, visit, bounds, FIRST_WINDOW, after, limit, now, new ArrayList<>())
                    .map(starts -> new Found(visit, starts));
        });
    }

    /**
     * The next starts at the same site from one on that could not be had, or from now on where that one lies beyond the
     * horizon: the way out of a refusal.
     */
    public Uni<Found> near(UUID slot, String visitType, int limit) {
        return Uni.combine()
                .all()
                .unis(store.place(pool, slot), store.visit(pool, visitType))
                .asTuple()
                .flatMap(found -> {
                    var place = found.getItem1();
                    var horizon = clock.instant().plus(found.getItem2().horizon());
                    var search = new AvailabilitySearch(
                            visitType,
                            Optional.of(place.site()),
                            new String[] {place.site()},
                            Optional.empty(),
                            place.startsAt().isBefore(horizon) ? place.startsAt() : Instant.MIN,
                            Instant.MAX);
                    return next(search, null, limit);
                });
    }

    /** The next starts at one site from now on. */
    public Uni<Found> nextAt(String site, String visitType, int limit) {
        var search = new AvailabilitySearch(
                visitType, Optional.of(site), new String[] {site}, Optional.empty(), Instant.MIN, Instant.MAX);
        return next(search, null, limit);
    }

    private record Bounds(Instant from, Instant to) {}

    private Uni<List<Start>> collect(
            AvailabilitySearch search,
            Visit visit,
            Bounds bounds,
            Duration window,
            Position after,
            int limit,
            Instant now,
            List<Start> found) {
        if (found.size() >= limit || !bounds.from().isBefore(bounds.to())) {
            return Uni.createFrom().item(found.subList(0, Math.min(limit, found.size())));
        }
        var wanted = earliest(bounds.from().plus(window), bounds.to());
        return store.free(pool, search, visit, bounds.from(), wanted, now).flatMap(free -> {
            var end = decidedUntil(free, visit, bounds.from(), wanted);
            SlotFinder.starts(free, visit, now).stream()
                    .filter(start -> !start.first().startsAt().isBefore(bounds.from())
                            && start.first().startsAt().isBefore(end))
                    .filter(start -> after == null || after.isBefore(start))
                    .forEach(found::add);
            return collect(
                    search, visit, new Bounds(end, bounds.to()), window.multipliedBy(2), after, limit, now, found);
        });
    }

    /** Where not all slots of the window were read, a start is decided only if all that it needs was. */
    private static Instant decidedUntil(List<Slot> free, Visit visit, Instant from, Instant wanted) {
        if (free.size() < SlotStore.MOST) {
            return wanted;
        }
        var needed = visit.length().plus(visit.bufferAfter());
        return latest(free.get(free.size() - 1).startsAt().minus(needed), from.plus(SMALLEST));
    }

    private static Instant latest(Instant... instants) {
        return Arrays.stream(instants).max(Instant::compareTo).orElseThrow();
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
