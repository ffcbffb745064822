package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.util.Objects;

/**
 * One person on duty, every week.
 *
 * @param day the day of the week on which the duty begins
 * @param hours wall time in the site's zone; past midnight it runs into the next day
 * @param subjectId who, by the {@code sub} of their token
 * @param contact how they are reached
 */
public record DutyShift(DayOfWeek day, LocalInterval hours, String subjectId, DutyContact contact) {

    public DutyShift {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(hours, "hours");
        Objects.requireNonNull(contact, "contact");
        if (subjectId == null || subjectId.isBlank()) {
            throw new IllegalArgumentException("duty on " + day + " " + hours + ": subjectId: missing");
        }
    }
}
