package org.carepromise.kit.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one attempt to send.
 *
 * @param reason for a log or a row: {@code http-429}, {@code smtp-550}, {@code no-answer}; never a stranger's words
 * @param retryAfter how long the other side asks to be left alone
 */
public record Receipt(Outcome outcome, String reason, Optional<Duration> retryAfter) {

    /** Whether trying again makes sense. */
    public enum Outcome {
        /** The other side has taken it over. */
        SENT,
        /** It will never take this one: the mailbox does not exist, the number is none. */
        REFUSED_FOR_GOOD,
        /** Nobody knows, or not now. */
        TRY_LATER
    }

    static Receipt sent(String reason) {
        return new Receipt(Outcome.SENT, reason, Optional.empty());
    }

    static Receipt refused(String reason) {
        return new Receipt(Outcome.REFUSED_FOR_GOOD, reason, Optional.empty());
    }

    static Receipt tryLater(String reason) {
        return new Receipt(Outcome.TRY_LATER, reason, Optional.empty());
    }
}
