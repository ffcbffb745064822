package org.carepromise.callback.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.CallbackState;

/**
 * What follows an attempt.
 *
 * @param attempts in all
 * @param retryAfter counted while the site is open and the patient may be called
 * @param busyRetryAfter the same where the line was busy
 */
record RetryPlan(int attempts, Duration retryAfter, Duration busyRetryAfter) {

    /** The state that ends it, or empty where it is tried again. */
    Optional<CallbackState> end(AttemptOutcome outcome, int number) {
        return switch (outcome) {
            case REACHED -> Optional.of(CallbackState.REACHED);
            case DECLINED -> Optional.of(CallbackState.DECLINED);
            case WRONG_NUMBER -> Optional.of(CallbackState.WRONG_NUMBER);
            case NO_ANSWER, VOICEMAIL, BUSY ->
                number < attempts ? Optional.empty() : Optional.of(CallbackState.UNREACHABLE);
        };
    }

    Duration wait(AttemptOutcome outcome) {
        return outcome == AttemptOutcome.BUSY ? busyRetryAfter : retryAfter;
    }

    /**
     * The first instant at which so much time has passed in which the site was open and the patient could be called.
     *
     * @param open hours of the site, in order and apart
     * @param callable hours of the patient, in order and apart
     * @return empty where the hours given do not last so long
     */
    static Optional<Instant> after(Instant from, Duration wait, List<Window> open, List<Window> callable) {
        var left = wait;
        for (var site : open) {
            for (var patient : callable) {
                var start = latest(from, latest(site.startsAt(), patient.startsAt()));
                var end = site.endsAt().isBefore(patient.endsAt()) ? site.endsAt() : patient.endsAt();
                if (!start.isBefore(end)) {
                    continue;
                }
                var length = Duration.between(start, end);
                // at an end itself nobody is called any more: then it is the next beginning
                if (left.compareTo(length) < 0) {
                    return Optional.of(start.plus(left));
                }
                left = left.minus(length);
            }
        }
        return Optional.empty();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
