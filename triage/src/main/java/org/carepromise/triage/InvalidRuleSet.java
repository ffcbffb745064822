package org.carepromise.triage;

/** A rule set that is refused; the message names the line, where there is one, and what is wrong there. */
public final class InvalidRuleSet extends IllegalArgumentException {

    InvalidRuleSet(String message) {
        super(message);
    }
}
