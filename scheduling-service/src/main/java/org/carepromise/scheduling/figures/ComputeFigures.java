package org.carepromise.scheduling.figures;

import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Availability;
import org.carepromise.scheduling.figures.Figures.ThirdNext;
import org.carepromise.scheduling.figures.FiguresStore.Offered;

/** Counts what has happened, and asks search itself what is free. */
@ApplicationScoped
class ComputeFigures {

    private static final int THIRD = 3;

    /** More searches than these are none that somebody waits for; a site or a visit type named makes them fewer. */
    static final int MOST_SEARCHES = 200;

    private static final int AT_ONCE = 4;

    private final Pool pool;
    private final FiguresStore store;
    private final Availability availability;
    private final ProductClock clock;

    ComputeFigures(Pool pool, FiguresStore store, Availability availability, ProductClock clock) {
        this.pool = pool;
        this.store = store;
        this.availability = availability;
        this.clock = clock;
    }

    /** @throws Problem {@code visit-type-unknown} */
    Uni<Figures> compute(FiguresSearch search) {
        var now = clock.instant();
        return known(search).flatMap(offered -> Uni.combine()
                .all()
                .unis(
                        thirdNext(offered),
                        store.seats(pool, search),
                        store.visits(pool, search),
                        store.refilled(pool, search))
                .asTuple()
                .map(counted -> new Figures(
                        search,
                        now,
                        counted.getItem1(),
                        offered.size() <= MOST_SEARCHES,
                        counted.getItem2().filled(),
                        counted.getItem2().unusedCarveOut(),
                        counted.getItem3().byLeadTime(),
                        counted.getItem3().byConfirmation(),
                        counted.getItem3().unrecorded(),
                        counted.getItem4(),
                        counted.getItem3().recovered())));
    }

    private Uni<List<Offered>> known(FiguresSearch search) {
        return search.visitType()
                .map(type -> store.visitTypeExists(pool, type))
                .orElseGet(() -> Uni.createFrom().item(true))
                .flatMap(known -> {
                    if (!known) {
                        throw Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN)
                                .at("?visitType", "one of GET /v1/visit-types");
                    }
                    return store.offered(pool, search, MOST_SEARCHES + 1);
                });
    }

    private Uni<List<ThirdNext>> thirdNext(List<Offered> offered) {
        return Multi.createFrom()
                .iterable(offered)
                .select()
                .first(MOST_SEARCHES)
                .onItem()
                .transformToUni(each -> availability
                        .nextAt(each.site(), each.visitType(), THIRD)
                        .map(found -> new ThirdNext(
                                each.site(),
                                each.visitType(),
                                found.starts().size() < THIRD
                                        ? null
                                        : found.starts().get(THIRD - 1).first().startsAt())))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(all -> all.stream()
                        .sorted(Comparator.comparing(ThirdNext::site).thenComparing(ThirdNext::visitType))
                        .toList());
    }
}
