package org.carepromise.callback.course;

import java.time.Instant;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.request.Callback;
import org.carepromise.kit.problem.Problem;

/** Which callbacks a patient may still move or cancel. */
final class CourseRules {

    private CourseRules() {}

    /**
     * Those that are open and with nobody: an agent who holds one may be dialling, and cannot be told in time. A lease that
     * is over at this very instant holds nothing, whether or not it was noticed.
     *
     * @throws Problem {@code callback-ended}, {@code callback-being-called}
     */
    static void checkChange(Callback callback, Instant now) {
        if (!callback.state().isOpen()) {
            throw Problem.of(CallbackProblem.CALLBACK_ENDED);
        }
        if (callback.lease().filter(lease -> now.isBefore(lease.until())).isPresent()) {
            throw Problem.of(CallbackProblem.CALLBACK_BEING_CALLED);
        }
    }
}
