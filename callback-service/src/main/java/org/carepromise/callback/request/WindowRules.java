package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.admission.Window;
import org.carepromise.kit.problem.Problem;

/** Which windows a patient may ask for. */
final class WindowRules {

    private static final Set<Duration> LENGTHS = Set.of(Duration.ofMinutes(15), Duration.ofMinutes(30));

    private static final Duration LONGEST_QUEUED = Duration.ofHours(2);

    private WindowRules() {}

    /**
     * @return empty where neither end is named: as soon as possible
     * @throws Problem {@code window-invalid}, {@code window-in-past}
     */
    static Optional<Window> window(Instant start, Instant end, Instant now, Duration ahead) {
        if (start == null && end == null) {
            return Optional.empty();
        }
        if (start == null
                || end == null
                || !LENGTHS.contains(Duration.between(start, end))
                || end.isAfter(now.plus(ahead))) {
            throw Problem.of(CallbackProblem.WINDOW_INVALID).at("#/windowStart", "both ends, 15 or 30 minutes apart");
        }
        if (start.isBefore(now)) {
            throw Problem.of(CallbackProblem.WINDOW_IN_PAST).at("#/windowStart", "a time ahead");
        }
        return Optional.of(new Window(start, end));
    }

    /**
     * A place in the telephone queue is one of the last two hours.
     *
     * @throws Problem {@code queued-at-invalid}
     */
    static void checkQueued(Instant queuedAt, Optional<Window> window, Instant now) {
        if (window.isPresent() || queuedAt.isAfter(now) || queuedAt.isBefore(now.minus(LONGEST_QUEUED))) {
            throw Problem.of(CallbackProblem.QUEUED_AT_INVALID).at("#/queuedAt", "between two hours ago and now");
        }
    }

    static boolean isWithin(Window asked, List<Window> callable) {
        return callable.stream()
                .anyMatch(hours -> !asked.startsAt().isBefore(hours.startsAt())
                        && !asked.endsAt().isAfter(hours.endsAt()));
    }
}
