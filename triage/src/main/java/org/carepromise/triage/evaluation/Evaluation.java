package org.carepromise.triage.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.carepromise.triage.Triage;
import org.carepromise.triage.TriageInput;

/**
 * How a rule set decides on labelled messages. Messages are named by id, their words are not here.
 *
 * @param ruleSetVersion of the rules that decided
 * @param confusion what was decided, of all messages
 * @param byLanguage the same for each language
 * @param gates what must be reached, and whether it is; each goal once, in their order
 * @param missed the messages decided otherwise than labelled: the most pressing first, and of these the worst
 */
public record Evaluation(
        String ruleSetVersion,
        Confusion confusion,
        Map<String, Confusion> byLanguage,
        List<Gate> gates,
        List<Outcome> missed) {

    private static final Comparator<Outcome> WORST_FIRST =
            Comparator.comparing(Outcome::labelled).thenComparing(Outcome::decided, Comparator.reverseOrder());

    /** Assesses each message by its text alone. */
    public static Evaluation of(Triage triage, List<Labelled> messages) {
        var outcomes =
                messages.stream().map(message -> outcome(triage, message)).toList();
        var confusion = Confusion.of(outcomes);
        var byLanguage = outcomes.stream()
                .collect(Collectors.groupingBy(
                        Outcome::language,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Confusion::of)));
        return new Evaluation(
                triage.rules().version(),
                confusion,
                byLanguage,
                GateRules.gates(confusion, byLanguage),
                outcomes.stream().filter(Outcome::isMissed).sorted(WORST_FIRST).toList());
    }

    /** Whether these rules may decide: every hard gate holds. */
    public boolean hardGatesHold() {
        return gates.stream().filter(gate -> gate.goal().isHard()).allMatch(Gate::holds);
    }

    private static Outcome outcome(Triage triage, Labelled message) {
        var result = triage.assess(TriageInput.of(message.text()));
        return new Outcome(message.id(), message.language(), message.label(), Label.of(result), result.reason());
    }
}
