package org.carepromise.callback.repromise;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.carepromise.callback.admission.Admission;
import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.admission.Decision;
import org.carepromise.callback.admission.OpenPromise;
import org.carepromise.callback.admission.Pool;
import org.carepromise.callback.admission.RepromisePlan;
import org.carepromise.callback.admission.Request;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.CallingHoursPlan;
import org.carepromise.callback.request.SiteCapacity;
import org.carepromise.callback.request.SitePool;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.callback.request.Waiting;

/** Which promises of a site are not kept by the agents who are left, and by when they are called instead. */
final class NewTimePlan {

    private static final Admission ADMISSION = new Admission();

    private NewTimePlan() {}

    /** A callback that is promised anew: later than before, and not released earlier. */
    record NewTime(UUID callback, Instant releaseAt, Instant dueAt) {}

    /**
     * @param times in the order of the old due times
     * @param without for whom there is none as far as promises reach
     * @param isAll false where more are to be given one after these
     */
    record NewTimes(List<NewTime> times, List<UUID> without, boolean isAll) {}

    /** Those whose promise has fallen below the floor since it was as before, by their due time. */
    static List<Waiting> toMove(SiteCapacity capacity, SiteCapacity before, Instant now) {
        var waiting = capacity.waiting();
        var pools = capacity.pools(now).stream()
                .map(each -> new RepromisePlan.Fallen(
                        each.pool(), agents(before, each.served(), now), places(each, waiting)))
                .toList();
        return RepromisePlan.toMove(waiting.stream().map(Waiting::promise).toList(), pools, now, RepromisePlan.FLOOR)
                .stream()
                .map(waiting::get)
                .toList();
    }

    private static AgentSteps agents(SiteCapacity capacity, Optional<Served> served, Instant now) {
        return served.map(its -> capacity.agents(its, now)).orElseGet(() -> capacity.agents(now));
    }

    private static int[] places(SitePool pool, List<Waiting> waiting) {
        return IntStream.range(0, waiting.size())
                .filter(place -> pool.served()
                        .map(its -> its.equals(waiting.get(place).served()))
                        .orElse(true))
                .toArray();
    }

    /**
     * The earliest times that are promised to those, one after the other, beside what stays.
     *
     * @param zones where they are
     * @param most as many as are given at once
     */
    static NewTimes newTimes(
            SiteCapacity capacity, List<Waiting> toMove, Map<UUID, ZoneId> zones, int most, Instant now) {
        var staying = new HashSet<>(capacity.waiting());
        toMove.forEach(staying::remove);
        var kept = new ArrayList<OpenPromise>();
        var keptOf = new HashMap<Served, List<OpenPromise>>();
        for (var each : capacity.waiting()) {
            if (staying.contains(each)) {
                kept.add(each.promise());
                keptOf.computeIfAbsent(each.served(), any -> new ArrayList<>()).add(each.promise());
            }
        }
        var site = capacity.agents(now);
        var agentsOf = new HashMap<Served, AgentSteps>();
        var times = new ArrayList<NewTime>();
        var without = new ArrayList<UUID>();
        for (var each : toMove) {
            if (times.size() == most) {
                return new NewTimes(times, without, false);
            }
            var served = each.served();
            var its = keptOf.computeIfAbsent(served, any -> new ArrayList<>());
            var agents = agentsOf.computeIfAbsent(served, any -> capacity.agents(served, now));
            var callback = each.callback().orElseThrow();
            var mean = capacity.agentTime().mean();
            var decision = ADMISSION.decide(
                    List.of(new Pool(site, mean, kept), new Pool(agents, mean, its)),
                    new Request.Soonest(callable(capacity, each, zones.get(callback), now), each.dueAt(), true),
                    now);
            if (decision instanceof Decision.Promised promised
                    && promised.dueAt().isAfter(each.dueAt())) {
                var promise = new OpenPromise(promised.releaseAt(), promised.dueAt());
                kept.add(promise);
                its.add(promise);
                times.add(new NewTime(callback, promised.releaseAt(), promised.dueAt()));
            } else {
                kept.add(each.promise());
                its.add(each.promise());
                without.add(callback);
            }
        }
        return new NewTimes(times, without, true);
    }

    /** Who chose a window is not called before it. */
    private static List<Window> callable(SiteCapacity capacity, Waiting waiting, ZoneId zone, Instant now) {
        return CallingHoursPlan.windows(zone, now, capacity.ahead()).stream()
                .filter(hours -> hours.endsAt().isAfter(waiting.releaseAt()))
                .map(hours -> hours.startsAt().isBefore(waiting.releaseAt())
                        ? new Window(waiting.releaseAt(), hours.endsAt())
                        : hours)
                .toList();
    }
}
