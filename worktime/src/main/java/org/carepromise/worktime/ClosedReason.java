package org.carepromise.worktime;

/**
 * Why a site does not open on a date.
 *
 * @param cause what closes it; where several do, the first of holiday, closure, week
 * @param text the holiday's name in English or the closure's reason; for the week "closed on Sundays" and the like
 */
public record ClosedReason(Cause cause, String text) {

    /** What closes a site. */
    public enum Cause {
        HOLIDAY,
        CLOSURE,
        WEEK
    }
}
