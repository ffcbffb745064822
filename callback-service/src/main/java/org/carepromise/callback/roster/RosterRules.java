package org.carepromise.callback.roster;

import java.time.DayOfWeek;
import java.util.Comparator;
import java.util.List;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;

/** What a roster can't mean: an interval without time, or two at one time, which would count agents twice. */
final class RosterRules {

    private RosterRules() {}

    /** @throws Problem {@code roster-intervals-overlap} */
    static void check(Roster roster) {
        for (var day : DayOfWeek.values()) {
            check(
                    "#/weekly",
                    roster.weekly().stream()
                            .filter(weekly -> weekly.weekdays().contains(day))
                            .map(Roster.Weekly::interval)
                            .toList());
        }
        for (var override : roster.overrides()) {
            check("#/overrides", override.intervals());
        }
        if (roster.overrides().stream().map(Roster.Override::on).distinct().count()
                < roster.overrides().size()) {
            throw overlap("#/overrides");
        }
    }

    private static void check(String pointer, List<WorkInterval> intervals) {
        int until = 0;
        var inOrder = intervals.stream()
                .sorted(Comparator.comparingInt(WorkInterval::startMinute))
                .toList();
        for (var interval : inOrder) {
            if (interval.endMinute() <= interval.startMinute() || interval.startMinute() < until) {
                throw overlap(pointer);
            }
            until = interval.endMinute();
        }
    }

    private static Problem overlap(String pointer) {
        return Problem.of(CallbackProblem.ROSTER_INTERVALS_OVERLAP)
                .at(pointer, "intervals of a day one after the other");
    }
}
