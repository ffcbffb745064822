package org.carepromise.callback.repromise;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.admission.RepromisePlan;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.Absence;
import org.carepromise.callback.request.SiteCapacity;
import org.carepromise.callback.request.Waiting;
import org.carepromise.callback.roster.Roster;
import org.carepromise.callback.roster.RosterPlan;
import org.carepromise.kit.problem.Problem;

/** What becomes of the promises of a site if agents are off who are on its rosters. */
final class AbsencePlan {

    private AbsencePlan() {}

    /**
     * A promise that is not sure any more.
     *
     * @param chanceNow that it is kept, in the scarcest of its pools
     * @param chanceThen the same with the agents off
     * @param isPromisedAnew whether it would be promised anew for their absence
     */
    record AtRisk(Waiting waiting, double chanceNow, double chanceThen, boolean isPromisedAnew) {}

    /**
     * @param promises open and not broken yet
     * @param belowNow of those, below the floor as it is
     * @param belowThen of those, below the floor with the agents off
     * @param atRisk these, and those that would be promised anew, by their limit
     */
    record Outcome(int promises, long belowNow, long belowThen, List<AtRisk> atRisk) {}

    /**
     * That somebody can be off like that.
     *
     * @throws Problem {@code roster-unknown}, {@code absence-invalid}
     */
    static void check(List<Absence> asked, SiteCapacity capacity, Instant now) {
        var lastAt = now.plus(capacity.ahead());
        for (int i = 0; i < asked.size(); i++) {
            var each = asked.get(i);
            if (rosterOf(each, capacity).isEmpty()) {
                throw Problem.of(CallbackProblem.ROSTER_UNKNOWN).at("#/off/" + i + "/roster", "a roster of the site");
            }
            if (!each.when().endsAt().isAfter(now) || each.when().endsAt().isAfter(lastAt)) {
                throw Problem.of(CallbackProblem.ABSENCE_INVALID)
                        .at("#/off/" + i + "/until", "a time ahead for which callbacks are promised");
            }
            if (asked.subList(0, i).stream().anyMatch(other -> overlap(other, each))) {
                throw Problem.of(CallbackProblem.ABSENCE_INVALID)
                        .at("#/off/" + i + "/from", "after the earlier absences of the roster");
            }
        }
    }

    static Outcome outcome(SiteCapacity capacity, List<Absence> asked, Instant now) {
        var then = capacity.without(asked.stream()
                .flatMap(each ->
                        rosterOf(each, capacity).stream().flatMap(roster -> atWork(each, roster, capacity).stream()))
                .toList());
        var chancesNow = chances(capacity, now);
        var chancesThen = chances(then, now);
        var anew = new HashSet<>(NewTimePlan.toMove(then, capacity, now));
        var open = capacity.waiting().stream()
                .filter(each -> each.dueAt().isAfter(now))
                .map(each -> new AtRisk(each, chancesNow.get(id(each)), chancesThen.get(id(each)), anew.contains(each)))
                .toList();
        return new Outcome(
                open.size(),
                open.stream()
                        .filter(each -> each.chanceNow() < RepromisePlan.FLOOR)
                        .count(),
                open.stream().filter(AbsencePlan::isBelow).count(),
                open.stream()
                        .filter(each -> isBelow(each) || each.isPromisedAnew())
                        .sorted(Comparator.comparing(each -> each.waiting().dueAt()))
                        .toList());
    }

    private static boolean isBelow(AtRisk promise) {
        return promise.chanceThen() < RepromisePlan.FLOOR;
    }

    private static Optional<Roster> rosterOf(Absence absence, SiteCapacity capacity) {
        return capacity.rosters().stream()
                .filter(roster -> roster.id().equals(absence.roster()))
                .findFirst();
    }

    private static boolean overlap(Absence one, Absence other) {
        return one.roster().equals(other.roster())
                && one.when().startsAt().isBefore(other.when().endsAt())
                && other.when().startsAt().isBefore(one.when().endsAt());
    }

    /** While the roster works, and no more than work: nobody of another roster is off with them. */
    private static List<Absence> atWork(Absence absence, Roster roster, SiteCapacity capacity) {
        var zone = capacity.calendar().site().zone();
        var when = absence.when();
        var absences = new ArrayList<Absence>();
        for (var shift : RosterPlan.staffed(
                roster,
                zone,
                when.startsAt().atZone(zone).toLocalDate(),
                when.endsAt().atZone(zone).toLocalDate())) {
            var from = Collections.max(List.of(when.startsAt(), shift.startsAt()));
            var until = Collections.min(List.of(when.endsAt(), shift.endsAt()));
            if (from.isBefore(until)) {
                absences.add(
                        new Absence(roster.id(), Math.min(absence.agents(), shift.agents()), new Window(from, until)));
            }
        }
        return absences;
    }

    private static Map<UUID, Double> chances(SiteCapacity capacity, Instant now) {
        var least = new HashMap<UUID, Double>();
        for (var pool : capacity.pools(now)) {
            var chances = RepromisePlan.chances(pool.pool(), now);
            for (int i = 0; i < chances.length; i++) {
                least.merge(id(pool.waiting().get(i)), chances[i], Math::min);
            }
        }
        return least;
    }

    private static UUID id(Waiting waiting) {
        return waiting.callback().orElseThrow();
    }
}
