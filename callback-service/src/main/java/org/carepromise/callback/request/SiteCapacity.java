package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.admission.Pool;
import org.carepromise.callback.admission.Staffed;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.callback.roster.CapacityFall;
import org.carepromise.callback.roster.OpeningPlan;
import org.carepromise.callback.roster.Roster;
import org.carepromise.callback.roster.RosterPlan;
import org.carepromise.callback.roster.SeenAgent;
import org.carepromise.callback.roster.SignedIn;
import org.carepromise.worktime.BusinessCalendar;

/**
 * What the promises of a site depend on, as it was loaded.
 *
 * @param agentTime of one request
 * @param ahead how far promises may reach
 * @param seenWithin how far back agents who are there were seen, and how far ahead those who are not do not count
 * @param lost hours in which it was open before it lost them; empty but for what was
 * @param waiting in the order in which they were promised, where they are told one by one
 * @param absences agents who are off, in thought
 */
public record SiteCapacity(
        BusinessCalendar calendar,
        AgentTime agentTime,
        Duration ahead,
        Duration seenWithin,
        List<Roster> rosters,
        SignedIn signedIn,
        List<Window> lost,
        List<Waiting> waiting,
        List<Absence> absences) {

    /** So far back that the present opening is whole: at its beginning agents were idle. */
    private static final Duration WHOLE_OPENING = Duration.ofDays(2);

    public String site() {
        return calendar.site().id();
    }

    /** In thought: what it would be if some were off. */
    public SiteCapacity without(List<Absence> absent) {
        return new SiteCapacity(calendar, agentTime, ahead, seenWithin, rosters, signedIn, lost, waiting, absent);
    }

    /** As it was before it fell. */
    public SiteCapacity before(List<CapacityFall> falls) {
        var rostered = new LinkedHashMap<UUID, Roster>();
        rosters.forEach(roster -> rostered.put(roster.id(), roster));
        var seen = new ArrayList<>(signedIn.present());
        var hours = lost;
        for (int i = falls.size() - 1; i >= 0; i--) {
            var fall = falls.get(i);
            fall.roster().ifPresent(roster -> rostered.put(roster.id(), roster));
            fall.agent().ifPresent(seen::add);
            hours = OpeningPlan.union(hours, fall.lost());
        }
        return new SiteCapacity(
                calendar,
                agentTime,
                ahead,
                seenWithin,
                List.copyOf(rostered.values()),
                new SignedIn(signedIn.counts(), seen),
                hours,
                waiting,
                absences);
    }

    /** The whole site first, then each skill and language that is asked for. */
    public List<SitePool> pools(Instant now) {
        var byServed = new LinkedHashMap<Served, List<Waiting>>();
        waiting.forEach(each -> byServed.computeIfAbsent(each.served(), any -> new ArrayList<>())
                .add(each));
        var pools = new ArrayList<SitePool>();
        pools.add(new SitePool(Optional.empty(), pool(agents(now), waiting), waiting));
        byServed.forEach(
                (served, its) -> pools.add(new SitePool(Optional.of(served), pool(agents(served, now), its), its)));
        return pools;
    }

    /** Those that one request belongs to: what is promised must fit into each. */
    List<Pool> poolsOf(Served served, Instant now) {
        var its = waiting.stream().filter(each -> each.served().equals(served)).toList();
        return List.of(pool(agents(now), waiting), pool(agents(served, now), its));
    }

    private Pool pool(AgentSteps agents, List<Waiting> its) {
        return new Pool(
                agents, agentTime.mean(), its.stream().map(Waiting::promise).toList());
    }

    /** Of the whole site. */
    public AgentSteps agents(Instant now) {
        return agents(roster -> true, agent -> true, now);
    }

    /** Those of a skill in a language. */
    public AgentSteps agents(Served served, Instant now) {
        return agents(
                roster -> roster.serves(served.skill(), served.language()),
                agent -> agent.serves(served.skill(), served.language()),
                now);
    }

    /** By the rosters, whoever was seen. */
    int rosteredAt(Instant now) {
        return rostered(roster -> true, now).agentsAt(now);
    }

    private AgentSteps agents(Predicate<Roster> who, Predicate<SeenAgent> whoOfSeen, Instant now) {
        var rostered = rostered(who, now);
        return signedIn.counts() ? seen(rostered, whoOfSeen, now) : rostered;
    }

    private AgentSteps rostered(Predicate<Roster> who, Instant now) {
        var zone = calendar.site().zone();
        var from = now.minus(WHOLE_OPENING);
        var until = now.plus(ahead);
        var theirs = rosters.stream().filter(who).toList();
        var staffed = new ArrayList<Staffed>();
        theirs.forEach(roster -> staffed.addAll(RosterPlan.staffed(
                roster,
                zone,
                from.atZone(zone).toLocalDate(),
                until.atZone(zone).toLocalDate())));
        var agents = AgentSteps.of(OpeningPlan.union(OpeningPlan.of(calendar, from, until), lost), staffed);
        for (var absence : absences) {
            if (theirs.stream().anyMatch(roster -> roster.id().equals(absence.roster()))) {
                agents = agents.without(absence.agents(), absence.when());
            }
        }
        return agents;
    }

    /**
     * Who had a whole quarter of an hour to be seen and was not is missing in the next one. So nobody is before the site has
     * opened, nor at the beginning of a shift.
     */
    private AgentSteps seen(AgentSteps rostered, Predicate<SeenAgent> who, Instant now) {
        int expected = rostered.fewestIn(new Window(now.minus(seenWithin), now));
        int there = (int) signedIn.present().stream().filter(who).count();
        return expected > there ? rostered.without(expected - there, new Window(now, now.plus(seenWithin))) : rostered;
    }
}
