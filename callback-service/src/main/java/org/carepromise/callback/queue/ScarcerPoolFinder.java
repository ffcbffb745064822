package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.carepromise.callback.admission.Admission;
import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.admission.Pool;
import org.carepromise.callback.request.SiteCapacity;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.callback.request.Waiting;
import org.carepromise.callback.roster.Roster;

/**
 * Who serves several pools does not starve one that fewer serve: the callback with the earliest promise is taken if the
 * scarcer pools have room for one more by then; else the one that has not goes first.
 */
final class ScarcerPoolFinder {

    private static final Admission ADMISSION = new Admission();

    private ScarcerPoolFinder() {}

    /** Those pools of an agent that fewer agents serve at present than that of the callback that is next. */
    static Map<Served, AgentSteps> scarcer(SiteCapacity rostered, Collection<Served> serves, Served next, Instant now) {
        var byRosters = new HashMap<Set<UUID>, AgentSteps>();
        var agents = new HashMap<Served, AgentSteps>();
        for (var served : serves) {
            agents.put(
                    served, byRosters.computeIfAbsent(rosters(rostered, served), any -> rostered.agents(served, now)));
        }
        int most = rostered.agents(next, now).agentsAt(now);
        agents.values().removeIf(its -> its.agentsAt(now) >= most);
        return agents;
    }

    private static Set<UUID> rosters(SiteCapacity rostered, Served served) {
        return rostered.rosters().stream()
                .filter(roster -> roster.serves(served.skill(), served.language()))
                .map(Roster::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The pools that go first, the most urgent before the others.
     *
     * @param scarcer with their agents
     * @param waiting what they have to keep, at least what is due first
     * @param dueAt of the callback that would be taken instead; overdue ones leave no room
     */
    static List<Served> first(
            SiteCapacity rostered, Map<Served, AgentSteps> scarcer, List<Waiting> waiting, Instant dueAt, Instant now) {
        var first = new ArrayList<Served>();
        var byPool = waiting.stream().collect(Collectors.groupingBy(Waiting::served));
        byPool.forEach((served, its) -> {
            var pool = new Pool(
                    scarcer.get(served),
                    rostered.agentTime().mean(),
                    its.stream().map(Waiting::promise).toList());
            if (!ADMISSION.hasRoom(pool, dueAt, now)) {
                first.add(served);
            }
        });
        first.sort(Comparator.comparing(served -> byPool.get(served).stream()
                .map(Waiting::dueAt)
                .min(Comparator.naturalOrder())
                .orElseThrow()));
        return first;
    }
}
