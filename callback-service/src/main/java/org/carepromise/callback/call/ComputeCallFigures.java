package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.call.CallFigures.Cell;
import org.carepromise.callback.call.CallFiguresSearch.Place;
import org.carepromise.callback.call.CallFiguresStore.Group;
import org.carepromise.kit.time.ProductClock;

/** Counts calls as they are at this moment. */
@ApplicationScoped
class ComputeCallFigures {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Pool pool;
    private final CallFiguresStore store;
    private final SurgeStore surges;
    private final CallsConfig config;
    private final ProductClock clock;

    ComputeCallFigures(Pool pool, CallFiguresStore store, SurgeStore surges, CallsConfig config, ProductClock clock) {
        this.pool = pool;
        this.store = store;
        this.surges = surges;
        this.config = config;
        this.clock = clock;
    }

    Uni<CallFigures> compute(CallFiguresSearch search) {
        var now = clock.instant();
        return Uni.combine()
                .all()
                .unis(
                        store.tallies(pool, search),
                        store.notOffered(pool, search.sites()),
                        surges.during(pool, search.sites(), earliest(search), latest(search)))
                .asTuple()
                .map(found -> figures(search, now, found.getItem1(), found.getItem2(), found.getItem3()));
    }

    private record Spot(String site, Instant startsAt) {}

    private CallFigures figures(
            CallFiguresSearch search, Instant now, List<Group> groups, long notOffered, List<Surge> declared) {
        var zones = search.places().stream().collect(Collectors.toMap(Place::site, Place::zone));
        var tallies = new LinkedHashMap<Spot, CallTally>();
        var byLanguage = new TreeMap<String, CallTally>();
        for (var group : groups) {
            tallies.merge(new Spot(group.site(), group.startsAt()), group.tally(), CallTally::plus);
            group.language().ifPresent(language -> byLanguage.merge(language, group.tally(), CallTally::plus));
        }
        var cells = tallies.entrySet().stream()
                .map(each -> cell(
                        search,
                        each.getKey(),
                        each.getValue(),
                        zones.get(each.getKey().site()),
                        declared))
                .toList();
        return new CallFigures(
                search,
                now,
                cells,
                tallies.values().stream().reduce(CallTally.NONE, CallTally::plus),
                byLanguage,
                notOffered,
                CostPlan.of(search.places(), config.monthlyCost(), now));
    }

    private static Cell cell(CallFiguresSearch search, Spot spot, CallTally tally, ZoneId zone, List<Surge> declared) {
        var from = spot.startsAt();
        var to = search.cell() == CallFiguresSearch.Cell.INTERVAL
                ? from.plus(QUARTER)
                : LocalDate.ofInstant(from, zone).plusDays(1).atStartOfDay(zone).toInstant();
        boolean isInSurge =
                declared.stream().anyMatch(surge -> surge.site().equals(spot.site()) && surge.overlaps(from, to));
        return new Cell(spot.site(), from, to, isInSurge, tally);
    }

    private static Instant earliest(CallFiguresSearch search) {
        return search.places().stream().map(Place::from).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static Instant latest(CallFiguresSearch search) {
        return search.places().stream()
                .map(Place::until)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
