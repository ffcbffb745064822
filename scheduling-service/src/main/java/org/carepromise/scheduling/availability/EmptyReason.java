package org.carepromise.scheduling.availability;

/**
 * What stands in the way of every start that is searched for. Where it differs from start to start, the one told is the
 * nearest to a booking: the first of these that any start has.
 */
enum EmptyReason {
    SLOT_NOT_RELEASED("slot-not-released", "What is free is not open for booking yet."),
    TOO_EARLY_TO_BOOK("too-early-to-book", "These visits are not booked so far ahead."),
    CAP_REACHED("cap-reached", "The sessions take no more visits of this type."),
    RESOURCE_TAKEN("resource-taken", "The room or device that the visit needs is taken at every free time."),
    VISIT_DOES_NOT_FIT("visit-does-not-fit", "The visit is longer than what is free without a gap."),
    SLOT_FULL("slot-full", "All times are taken."),
    TOO_LATE_TO_BOOK("too-late-to-book", "These visits are booked further ahead."),
    LANGUAGE_NOT_SPOKEN("language-not-spoken", "Nobody who takes these visits then speaks this language."),
    SITE_CLOSED("site-closed", "The site is closed in this time."),
    NO_SESSION("no-session", "Nobody takes these visits in this time.");

    private final String code;
    private final String detail;

    EmptyReason(String code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    /** The problem code of the rule, where it is one of booking's. */
    String code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
