package org.carepromise.callback.course;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.course.CourseJson.MoveJson;
import org.carepromise.kit.problem.Problem;

/** What a patient chose on a page. */
final class ChosenTime {

    static final String SOONEST = "soonest";
    static final String OTHER = "other";

    private static final Duration LENGTH = Duration.ofMinutes(30);

    private ChosenTime() {}

    /**
     * @param time {@link #SOONEST}, {@link #OTHER} or the start of a window that was offered
     * @param other local date and time where the patient is, for {@link #OTHER}
     * @throws Problem {@code window-invalid} where that is no time: one that the clocks skip is none either
     */
    static MoveJson move(String time, String other, ZoneId zone) {
        if (SOONEST.equals(time)) {
            return new MoveJson(null, null, null, true, null);
        }
        try {
            var start = OTHER.equals(time) ? local(other, zone) : Instant.parse(String.valueOf(time));
            return new MoveJson(null, start, start.plus(LENGTH), false, null);
        } catch (DateTimeException noTime) {
            throw Problem.of(CallbackProblem.WINDOW_INVALID).at("#/windowStart", "a date and a time of day");
        }
    }

    private static Instant local(String text, ZoneId zone) {
        var local = LocalDateTime.parse(String.valueOf(text));
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            throw new DateTimeException("skipped");
        }
        return local.atZone(zone).toInstant();
    }
}
