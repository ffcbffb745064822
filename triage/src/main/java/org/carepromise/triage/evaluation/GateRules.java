package org.carepromise.triage.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.carepromise.triage.evaluation.Gate.Goal;
import org.carepromise.triage.evaluation.Gate.Measured;

import static org.carepromise.triage.evaluation.Label.EMERGENCY;
import static org.carepromise.triage.evaluation.Label.ROUTINE;
import static org.carepromise.triage.evaluation.Label.URGENT;

/** Whether counts reach the goals. Bounds are compared in whole numbers, so that 24 of 25 are 0.96. */
final class GateRules {

    private static final Confusion NONE = Confusion.of(List.of());

    private GateRules() {}

    /** Each goal, in their order. */
    static List<Gate> gates(Confusion all, Map<String, Confusion> byLanguage) {
        var gates = new ArrayList<Gate>();
        for (var goal : Goal.values()) {
            gates.add(
                    goal == Goal.SPANISH_BEHIND
                            ? lag(byLanguage.getOrDefault("en", NONE), byLanguage.getOrDefault("es", NONE))
                            : gate(goal, share(goal, all)));
        }
        return gates;
    }

    private static Share share(Goal goal, Confusion counts) {
        return switch (goal) {
            case EMERGENCIES_OUT_OF_ROUTINE -> counts.share(Set.of(EMERGENCY), Set.of(EMERGENCY, URGENT));
            case EMERGENCIES_RECOGNISED -> counts.share(Set.of(EMERGENCY), Set.of(EMERGENCY));
            case URGENT_OUT_OF_ROUTINE -> counts.share(Set.of(URGENT), Set.of(EMERGENCY, URGENT));
            case ROUTINE_RECOGNISED -> counts.share(Set.of(ROUTINE), Set.of(ROUTINE));
            case FALSE_EMERGENCIES -> counts.share(Set.of(URGENT, ROUTINE), Set.of(EMERGENCY));
            case SPANISH_BEHIND -> throw new IllegalArgumentException("a difference, not a share");
        };
    }

    private static Gate gate(Goal goal, Share share) {
        if (share.isEmpty()) {
            return new Gate(goal, Optional.empty(), false);
        }
        int hits = 100 * share.hits();
        int bound = goal.percent() * share.of();
        var measured = new Measured(share.value(), Interval.of(share), share.of(), Optional.empty());
        return new Gate(goal, Optional.of(measured), goal.isAtMost() ? hits <= bound : hits >= bound);
    }

    private static Gate lag(Confusion english, Confusion spanish) {
        return Stream.of(Goal.values())
                .filter(goal -> goal != Goal.SPANISH_BEHIND)
                .flatMap(goal -> lag(goal, share(goal, english), share(goal, spanish)).stream())
                .max(Comparator.comparingDouble(
                        gate -> gate.measured().orElseThrow().value()))
                .orElse(new Gate(Goal.SPANISH_BEHIND, Optional.empty(), false));
    }

    /** In one goal; empty if one of the languages has no message for it. */
    private static Optional<Gate> lag(Goal in, Share english, Share spanish) {
        if (english.isEmpty() || spanish.isEmpty()) {
            return Optional.empty();
        }
        var better = in.isAtMost() ? spanish : english;
        var worse = in.isAtMost() ? english : spanish;
        long lead = (long) better.hits() * worse.of() - (long) worse.hits() * better.of();
        long whole = (long) better.of() * worse.of();
        var measured = new Measured(
                (double) lead / whole, Interval.ofDifference(better, worse), spanish.of(), Optional.of(in));
        return Optional.of(new Gate(
                Goal.SPANISH_BEHIND, Optional.of(measured), 100 * lead <= Goal.SPANISH_BEHIND.percent() * whole));
    }
}
