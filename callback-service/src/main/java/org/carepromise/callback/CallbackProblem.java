package org.carepromise.callback;

import org.carepromise.kit.problem.ProblemCode;

/** Every way in which callbacks are refused, on one screen. */
public enum CallbackProblem implements ProblemCode {
    // what a body names and nobody knows, or cannot be meant
    SITE_UNKNOWN("site-unknown", 422, "There is no such site"),
    TOPIC_UNKNOWN("topic-unknown", 422, "There is no such topic"),
    PHONE_MISSING("phone-missing", 422, "Nobody can be called back without a phone number"),
    PHONE_NOT_CALLABLE("phone-not-callable", 422, "This number is not called back"),
    WINDOW_INVALID(
            "window-invalid", 422, "A window has 15 or 30 minutes and lies within the days that can be asked for"),
    WINDOW_IN_PAST("window-in-past", 422, "This window has begun"),
    ROSTER_INTERVALS_OVERLAP("roster-intervals-overlap", 422, "These intervals are empty, or overlap on one day"),
    QUEUED_AT_INVALID("queued-at-invalid", 422, "A caller keeps a place of the last two hours, and asks for no window"),
    ATTEMPT_TIME_INVALID("attempt-time-invalid", 422, "An attempt starts between the claim and now"),

    // what capacity and hours refuse
    OUTSIDE_CALLING_HOURS("outside-calling-hours", 409, "Patients are called from 08:00 to 21:00 where they are"),
    PROMISE_CAPACITY_EXHAUSTED("promise-capacity-exhausted", 409, "No agent is sure to be free by then"),

    // states
    CALLBACK_ENDED("callback-ended", 409, "This callback is over"),
    CALLBACK_BEING_CALLED("callback-being-called", 409, "An agent has this callback, and may be dialling"),
    LEASE_LOST("lease-lost", 409, "Somebody else may have this callback by now");

    private final String code;
    private final int status;
    private final String title;

    CallbackProblem(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
