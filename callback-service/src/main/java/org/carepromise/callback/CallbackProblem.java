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
    ROSTER_UNKNOWN("roster-unknown", 422, "The site has no such roster"),
    ABSENCE_INVALID("absence-invalid", 422, "Nobody can be off like that"),
    ATTEMPT_TIME_INVALID("attempt-time-invalid", 422, "An attempt starts between the claim and now"),
    CALL_TIME_AHEAD("call-time-ahead", 422, "What is reported of a call has happened"),
    CALL_IMPOSSIBLE("call-impossible", 422, "No call can have been like this report"),
    SURGE_TIMES_INVALID("surge-times-invalid", 422, "A surge begins now or later and ends within a week of it"),
    RANGE_INVALID("range-invalid", 422, "The range is empty or too long"),
    IDENTIFIERS_TOO_FEW("identifiers-too-few", 422, "Who is on the phone is checked by two different identifiers"),
    LEASE_UNNAMED("lease-unnamed", 422, "Neither the lease nor a dial of this callback is named"),
    PAUSE_IN_PAST("pause-in-past", 422, "A pause ends ahead"),
    STAFFING_ARRIVALS_UNCLEAR(
            "staffing-arrivals-unclear", 422, "Calls are typed in, or taken from weeks that are over"),
    STAFFING_DAYS_INVALID("staffing-days-invalid", 422, "Nobody plans that far back or ahead"),
    STAFFING_HANDLING_TIME_MISSING("staffing-handling-time-missing", 422, "Nobody knows how long these calls take"),
    STAFFING_HISTORY_MISSING("staffing-history-missing", 422, "The calls of these weeks say nothing of these days"),
    STAFFING_INTERVAL_INVALID("staffing-interval-invalid", 422, "This is no interval of the days planned"),
    STAFFING_LOAD_TOO_LARGE("staffing-load-too-large", 422, "No centre has so many calls at once"),
    STAFFING_WEEKS_INVALID("staffing-weeks-invalid", 422, "Calls are taken from weeks that are over"),

    // what capacity and hours refuse
    OUTSIDE_CALLING_HOURS("outside-calling-hours", 409, "Patients are called from 08:00 to 21:00 where they are"),
    PROMISE_CAPACITY_EXHAUSTED("promise-capacity-exhausted", 409, "No agent is sure to be free by then"),

    // states
    INTAKE_PAUSED("intake-paused", 409, "No callbacks are taken here at present"),
    CALLBACK_ENDED("callback-ended", 409, "This callback is over"),
    CALLBACK_BEING_CALLED("callback-being-called", 409, "An agent has this callback, and may be dialling"),
    LEASE_LOST("lease-lost", 409, "Somebody else may have this callback by now"),
    IDENTITY_UNCHECKED("identity-unchecked", 409, "It is not recorded yet who is on the phone"),
    CALLBACK_NOT_HELD("callback-not-held", 409, "No agent has this callback"),
    CALLBACK_NOT_WAITING("callback-not-waiting", 409, "This callback does not wait to be called"),
    CALLBACK_NOT_REACHED("callback-not-reached", 409, "This patient was not reached"),
    CALL_CONTRADICTS("call-contradicts", 409, "This contradicts what was reported of the call before"),
    SURGE_OVERLAPS("surge-overlaps", 409, "Another surge of the site has one of these hours"),
    SURGE_OVER("surge-over", 409, "This surge is over");

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
