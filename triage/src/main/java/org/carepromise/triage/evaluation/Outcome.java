package org.carepromise.triage.evaluation;

import org.carepromise.triage.Reason;

/**
 * What a rule set made of one message.
 *
 * @param id of the message
 * @param language of the message, as labelled
 * @param labelled what it is
 * @param decided what the rule set takes it for
 * @param reason why
 */
public record Outcome(String id, String language, Label labelled, Label decided, Reason reason) {

    boolean isMissed() {
        return labelled != decided;
    }
}
