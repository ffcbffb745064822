package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.admission.Pool;
import org.carepromise.callback.admission.Staffed;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.callback.roster.Roster;
import org.carepromise.callback.roster.RosterPlan;
import org.carepromise.worktime.BusinessCalendar;

/**
 * What the promises of a site depend on, as it was loaded.
 *
 * @param ahead how far promises may reach
 * @param waiting in the order in which they were promised, where they are told one by one
 */
public record SiteCapacity(
        BusinessCalendar calendar,
        Duration agentTime,
        Duration ahead,
        List<Roster> rosters,
        List<Waiting> waiting,
        List<Absence> absences) {

    /** So far back that the present opening is whole: at its beginning agents were idle. */
    private static final Duration WHOLE_OPENING = Duration.ofDays(2);

    /** In thought: what it would be if some were off. */
    public SiteCapacity without(List<Absence> absent) {
        return new SiteCapacity(calendar, agentTime, ahead, rosters, waiting, absent);
    }

    /** The whole site first, then each skill and language that is asked for. */
    public List<SitePool> pools(Instant now) {
        var pools = new ArrayList<SitePool>();
        pools.add(site(now));
        waiting.stream()
                .map(each -> new Served(each.skill(), each.language()))
                .distinct()
                .map(served -> pool(served, now))
                .forEach(pools::add);
        return pools;
    }

    /** Those that one request belongs to: what is promised must fit into each. */
    List<Pool> poolsOf(Served served, Instant now) {
        return List.of(site(now).pool(), pool(served, now).pool());
    }

    private SitePool site(Instant now) {
        return pool(Optional.empty(), any -> true, waiting, now);
    }

    SitePool pool(Served served, Instant now) {
        var its = waiting.stream()
                .filter(each ->
                        each.skill().equals(served.skill()) && each.language().equals(served.language()))
                .toList();
        return pool(Optional.of(served), roster -> roster.serves(served.skill(), served.language()), its, now);
    }

    private SitePool pool(Optional<Served> served, Predicate<Roster> who, List<Waiting> its, Instant now) {
        return new SitePool(
                served,
                new Pool(
                        agents(who, now),
                        agentTime,
                        its.stream().map(Waiting::promise).toList()),
                its);
    }

    private AgentSteps agents(Predicate<Roster> who, Instant now) {
        var zone = calendar.site().zone();
        var from = now.minus(WHOLE_OPENING);
        var until = now.plus(ahead);
        var openings = calendar.openings(from, until).stream()
                .map(opening -> new Window(opening.opensAt(), opening.closesAt()))
                .toList();
        var theirs = rosters.stream().filter(who).toList();
        var staffed = new ArrayList<Staffed>();
        theirs.forEach(roster -> staffed.addAll(RosterPlan.staffed(
                roster,
                zone,
                from.atZone(zone).toLocalDate(),
                until.atZone(zone).toLocalDate())));
        var agents = AgentSteps.of(openings, staffed);
        for (var absence : absences) {
            if (theirs.stream().anyMatch(roster -> roster.id().equals(absence.roster()))) {
                agents = agents.without(absence.agents(), absence.when());
            }
        }
        return agents;
    }
}
