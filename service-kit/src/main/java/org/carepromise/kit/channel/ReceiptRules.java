package org.carepromise.kit.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.carepromise.kit.channel.Receipt.Outcome;

/** What an answer means for the message: whose fault it is decides whether it is tried again. */
final class ReceiptRules {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    // 401, 403, 407: our credentials are wrong, and the message is as good as before once an operator has mended them.
    // 408, 425, 429: RFC 9110, RFC 8470 and RFC 6585 ask for another try.
    private static final Set<Integer> OURS_TO_MEND_OR_NOT_NOW = Set.of(401, 403, 407, 408, 425, 429);

    // RFC 4954: authentication is missing, too weak, failed, or needs encryption.
    private static final Set<Integer> SMTP_AUTHENTICATION = Set.of(530, 534, 535, 538);

    private ReceiptRules() {}

    /**
     * A redirect is not followed: the message would go to whomever the answer names.
     *
     * @param retryAfter the header as it came, or null; seconds are obeyed up to a day, a date is not read
     */
    static Receipt ofHttp(int status, String retryAfter) {
        var reason = "http-" + status;
        if (status >= 200 && status < 300) {
            return Receipt.sent(reason);
        }
        if (status >= 400 && status < 500 && !OURS_TO_MEND_OR_NOT_NOW.contains(status)) {
            return Receipt.refused(reason);
        }
        return new Receipt(Outcome.TRY_LATER, reason, seconds(retryAfter));
    }

    /** @param replyCode RFC 5321 §4.2.1: 4yz is for now, 5yz is for good */
    static Receipt ofSmtpFailure(int replyCode) {
        var reason = "smtp-" + replyCode;
        return replyCode >= 500 && replyCode < 600 && !SMTP_AUTHENTICATION.contains(replyCode)
                ? Receipt.refused(reason)
                : Receipt.tryLater(reason);
    }

    private static Optional<Duration> seconds(String retryAfter) {
        if (retryAfter == null || !retryAfter.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        var asked = Duration.ofSeconds(Long.parseLong(retryAfter));
        return Optional.of(asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked);
    }
}
