package org.carepromise.scheduling;

import org.carepromise.kit.problem.ProblemCode;

/** Every way in which scheduling refuses, on one screen. */
public enum SchedulingProblem implements ProblemCode {
    // what a body names and nobody knows, or cannot be meant
    SITE_UNKNOWN("site-unknown", 422, "There is no such site"),
    PROVIDER_UNKNOWN("provider-unknown", 422, "There is no such provider"),
    VISIT_TYPE_UNKNOWN("visit-type-unknown", 422, "There is no such visit type"),
    SLOT_UNKNOWN("slot-unknown", 422, "There is no such slot"),
    SLOT_IN_PAST("slot-in-past", 422, "This slot has begun"),
    VISIT_TYPE_NOT_OFFERED("visit-type-not-offered", 422, "This visit type is not offered here"),
    HOLD_UNKNOWN("hold-unknown", 422, "You have no such hold"),
    PROVIDER_NOT_AT_SITE("provider-not-at-site", 422, "This provider does not work at this site"),
    TEMPLATE_MAKES_NO_SLOT("template-makes-no-slot", 422, "This template would not make a single slot"),
    APPOINTMENT_UNKNOWN("appointment-unknown", 422, "There is no such appointment"),
    WAITLIST_WINDOW_EMPTY("waitlist-window-empty", 422, "No visit could begin in these dates and times"),
    CARVE_OUT_UNUSABLE("carve-out-unusable", 422, "These slots could never be booked, or there are not so many"),
    LOCAL_TIME_IN_GAP("local-time-in-gap", 422, "There is no such time on that date: the clocks go forward"),
    EXCEPTION_OUTSIDE_DATES("exception-outside-dates", 422, "This date is none of the template's"),
    RANGE_INVALID("range-invalid", 422, "The range is empty or too long"),
    INSTRUCTIONS_TOO_HARD("instructions-too-hard", 422, "These instructions are too hard to read"),

    // what a line of a file cannot mean
    EXTERNAL_REFS_DISAGREE("external-refs-disagree", 422, "These external references are names of different things"),
    START_INVALID("start-invalid", 422, "This is no date and time"),
    START_SKIPPED("start-skipped", 422, "The clocks skip this time on that day"),
    APPOINTMENT_NOT_AHEAD("appointment-not-ahead", 422, "Only appointments that lie ahead are taken in"),
    CHANGE_NOT_IMPORTED("change-not-imported", 409, "This change is not made by a file"),

    // what stands in the way
    VISIT_TYPE_EXISTS("visit-type-exists", 409, "There is a visit type of this id"),
    SESSION_OVERLAPS("session-overlaps", 409, "This provider has a session at that time"),
    WAITLIST_ENTRY_EXISTS("waitlist-entry-exists", 409, "The patient waits for such a visit already"),
    PROVIDER_IN_USE("provider-in-use", 409, "This provider's sessions need what would be dropped"),
    APPOINTMENTS_STRANDED("appointments-stranded", 409, "Visits are booked in what would be dropped"),
    CAPACITY_BELOW_BOOKED("capacity-below-booked", 409, "More is booked than there would be room for"),
    SESSION_CANCELLED("session-cancelled", 409, "This session does not take place"),
    SESSION_OVER("session-over", 409, "This session is over"),
    SESSION_NOT_TODAY("session-not-today", 409, "This session is not today"),
    REBOOKING_CLOSED("rebooking-closed", 409, "This is closed already"),

    // the capacity rules, in the order in which they are asked
    SLOT_FULL("slot-full", 409, "This slot has no seat left"),
    CAP_REACHED("cap-reached", 409, "This session takes no more visits of this type"),
    SLOT_NOT_RELEASED("slot-not-released", 409, "This slot opens for booking later"),
    TOO_LATE_TO_BOOK("too-late-to-book", 409, "This visit is booked further ahead"),
    TOO_EARLY_TO_BOOK("too-early-to-book", 409, "This time is not open for booking yet"),
    VISIT_DOES_NOT_FIT("visit-does-not-fit", 409, "The visit is longer than the time that is free here"),
    PATIENT_ALREADY_BOOKED("patient-already-booked", 409, "The patient has another visit at that time"),
    FUTURE_LIMIT_REACHED("future-limit-reached", 409, "The patient has as many such visits ahead as may be"),
    RESOURCE_TAKEN("resource-taken", 409, "No room or device of the kind is free then"),

    // who may
    OVERBOOKING_NOT_ALLOWED("overbooking-not-allowed", 403, "Only staff may overbook"),

    // states
    HOLD_LIMIT("hold-limit", 409, "You hold as many slots as may be"),
    HOLD_EXPIRED("hold-expired", 410, "This hold has expired"),
    HOLD_ENDED("hold-ended", 409, "This hold was booked or given back"),
    TOO_LATE_TO_CANCEL("too-late-to-cancel", 409, "This visit is cancelled or moved further ahead"),
    APPOINTMENT_NOT_BEGUN("appointment-not-begun", 409, "This appointment has not begun"),
    CHECK_IN_NOT_OPEN("check-in-not-open", 409, "Patients check in on the day of the visit"),
    APPOINTMENT_STATE("appointment-state", 409, "The appointment's state does not allow that"),
    WAITLIST_ENTRY_CLOSED("waitlist-entry-closed", 409, "This entry does not wait any more"),
    OFFER_CLOSED("offer-closed", 409, "This offer was answered or taken back"),
    OFFER_EXPIRED("offer-expired", 410, "This offer's time is up"),
    APPOINTMENT_CANCELLED("appointment-cancelled", 409, "This appointment is cancelled"),
    APPOINTMENT_STARTED("appointment-started", 409, "This appointment has begun");

    private final String code;
    private final int status;
    private final String title;

    SchedulingProblem(String code, int status, String title) {
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
