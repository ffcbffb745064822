package org.carepromise.callback.queue;

import java.util.HashSet;
import java.util.List;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;

/** When somebody on the phone counts as the patient. */
final class IdentityRules {

    private static final int NEEDED = 2;

    private IdentityRules() {}

    /** @throws Problem {@code identifiers-too-few} where they are fewer than two, or one of them is named twice */
    static void check(List<Identifier> identifiers) {
        if (identifiers.size() < NEEDED || new HashSet<>(identifiers).size() < identifiers.size()) {
            throw Problem.of(CallbackProblem.IDENTIFIERS_TOO_FEW).at("#/identifiers", "two or more, each once");
        }
    }

    /**
     * That a reached patient is one who was checked.
     *
     * @param last result under the lease, or null
     * @throws Problem {@code identity-unchecked} where nobody was checked, or the last check failed
     */
    static void checkReached(AttemptOutcome outcome, IdentityResult last) {
        if (outcome == AttemptOutcome.REACHED && last != IdentityResult.PASSED) {
            throw Problem.of(CallbackProblem.IDENTITY_UNCHECKED);
        }
    }
}
