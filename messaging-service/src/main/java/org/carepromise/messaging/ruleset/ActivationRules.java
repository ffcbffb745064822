package org.carepromise.messaging.ruleset;

import org.carepromise.kit.problem.Problem;
import org.carepromise.messaging.MessagingProblem;

/** When a draft may be signed and decide. */
final class ActivationRules {

    private ActivationRules() {}

    /** @throws Problem {@code rule-set-not-draft} */
    static void checkDraft(KeptRuleSet draft) {
        if (draft.state() != KeptRuleSet.State.DRAFT) {
            throw Problem.of(MessagingProblem.RULE_SET_NOT_DRAFT);
        }
    }

    /** @throws Problem {@code rule-set-not-draft}, {@code rule-set-not-replayed}, {@code rule-set-signed-already} */
    static void checkSignable(KeptRuleSet draft, String inForce, String person) {
        checkReplayed(draft, inForce);
        if (draft.signers().contains(person)) {
            throw Problem.of(MessagingProblem.RULE_SET_SIGNED_ALREADY);
        }
    }

    /**
     * @throws Problem {@code rule-set-not-draft}, {@code rule-set-not-replayed}, {@code rule-set-gates-missed}, {@code
     *     rule-set-signatures-missing}
     */
    static void checkActivatable(KeptRuleSet draft, String inForce) {
        var replay = checkReplayed(draft, inForce);
        if (!replay.hardGatesHold()) {
            throw Problem.of(MessagingProblem.RULE_SET_GATES_MISSED)
                    .with(
                            "gates",
                            replay.gates().stream()
                                    .filter(gate -> gate.hard() && !gate.holds())
                                    .toList());
        }
        var needed = signaturesNeeded(replay);
        if (draft.signers().size() < needed) {
            throw Problem.of(MessagingProblem.RULE_SET_SIGNATURES_MISSING)
                    .with("needed", needed)
                    .with("given", draft.signers().size());
        }
    }

    /** Two people where somebody would be answered later than now. */
    static int signaturesNeeded(Replay replay) {
        return replay.movesDown() ? 2 : 1;
    }

    private static Replay checkReplayed(KeptRuleSet draft, String inForce) {
        checkDraft(draft);
        return draft.replay()
                .filter(replay -> replay.against().equals(inForce))
                .orElseThrow(() -> Problem.of(MessagingProblem.RULE_SET_NOT_REPLAYED));
    }
}
