package org.carepromise.triage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.carepromise.triage.Evidence.Kind;

/** From evidence to the lane. Routine is what is left when nothing speaks against it and an intent speaks for it. */
final class LaneRules {

    private static final Map<Kind, Integer> WEIGHTS = new EnumMap<>(Map.of(
            Kind.EMERGENCY, 10,
            Kind.URGENT, 5,
            Kind.UNSUPPORTED, 5,
            Kind.CLINICAL, 2,
            Kind.DECLARED_URGENCY, 1,
            Kind.UNEXPLAINED, 1,
            Kind.MENTION, 1));

    private LaneRules() {}

    /** What is decided. */
    record Decision(Lane lane, boolean emergency, Reason reason) {
        boolean differsFrom(Decision other) {
            return lane != other.lane || emergency != other.emergency;
        }
    }

    static Decision decide(List<Evidence> evidence) {
        return decide(counted(evidence));
    }

    /**
     * The first words without which the decision would be another. Words that tell a risk are not tried: without them
     * another sign would weigh less too.
     */
    static Optional<Counterfactual> counterfactual(List<Evidence> evidence, Decision decided) {
        var counts = counted(evidence);
        for (var each : evidence) {
            if (each.span().isPresent() && each.kind() != Kind.RISK) {
                counts.merge(each.kind(), -1, Integer::sum);
                var without = decide(counts);
                counts.merge(each.kind(), 1, Integer::sum);
                if (without.differsFrom(decided)) {
                    return Optional.of(new Counterfactual(each.span().get(), without.lane(), without.emergency()));
                }
            }
        }
        return Optional.empty();
    }

    /** The same concept counts once, however often it is said. */
    static int score(List<Evidence> evidence) {
        return evidence.stream()
                .collect(Collectors.toMap(Evidence::concept, each -> WEIGHTS.getOrDefault(each.kind(), 0), Math::max))
                .values()
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static Decision decide(Map<Kind, Integer> counts) {
        if (has(counts, Kind.EMERGENCY)) {
            return new Decision(Lane.URGENT, true, Reason.EMERGENCY_SIGN);
        }
        if (has(counts, Kind.URGENT)) {
            return urgent(Reason.URGENT_SIGN);
        }
        if (has(counts, Kind.UNSUPPORTED)) {
            return urgent(Reason.UNSUPPORTED_INPUT);
        }
        if (has(counts, Kind.CLINICAL)) {
            return urgent(Reason.CLINICAL_WORDS);
        }
        if (has(counts, Kind.DECLARED_URGENCY) && has(counts, Kind.MENTION)) {
            return urgent(Reason.DECLARED_URGENCY);
        }
        if (has(counts, Kind.UNEXPLAINED)) {
            return urgent(Reason.UNEXPLAINED_WORDS);
        }
        return has(counts, Kind.ROUTINE)
                ? new Decision(Lane.ROUTINE, false, Reason.ROUTINE_INTENT)
                : urgent(Reason.NO_ROUTINE_INTENT);
    }

    private static Decision urgent(Reason reason) {
        return new Decision(Lane.URGENT, false, reason);
    }

    private static boolean has(Map<Kind, Integer> counts, Kind kind) {
        return counts.getOrDefault(kind, 0) > 0;
    }

    private static Map<Kind, Integer> counted(List<Evidence> evidence) {
        var counts = new EnumMap<Kind, Integer>(Kind.class);
        for (var each : evidence) {
            counts.merge(each.kind(), 1, Integer::sum);
        }
        return counts;
    }
}
