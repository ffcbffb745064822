package org.carepromise.worktime;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;

/**
 * A half-open stretch of wall time that belongs to the date on which it opens.
 *
 * <p>A closing time that is not after the opening time lies on the next date: {@code 22:00-06:00} ends in the morning,
 * and a closing time of midnight is {@code 24:00}, the end of the date. So an interval is longer than zero and at most
 * 24 hours of wall time; how long it really lasts depends on the zone's daylight-saving changes.
 *
 * @param opens the first wall time inside, whole seconds
 * @param closes the first wall time no longer inside, whole seconds; midnight stands for 24:00
 */
public record LocalInterval(LocalTime opens, LocalTime closes) {

    /** The whole date, {@code 00:00-24:00}. */
    public static final LocalInterval ALL_DAY = new LocalInterval(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private static final String END_OF_DATE = "24:00";

    /** @throws IllegalArgumentException if a time has fractions of a second, or both are the same and not midnight */
    public LocalInterval {
        Objects.requireNonNull(opens, "opens");
        Objects.requireNonNull(closes, "closes");
        if (opens.getNano() != 0 || closes.getNano() != 0) {
            throw new IllegalArgumentException(opens + "-" + closes + ": times of day are whole seconds");
        }
        if (opens.equals(closes) && !opens.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException(
                    opens + "-" + closes + ": empty, or a whole day that is not 00:00-24:00");
        }
    }

    /**
     * Reads two ISO times of day.
     *
     * @param opens such as {@code 09:00}
     * @param closes such as {@code 17:00}, {@code 24:00}, or {@code 06:00} for the next morning
     * @throws IllegalArgumentException if either is no time of day, or the interval would be empty
     */
    public static LocalInterval of(String opens, String closes) {
        LocalTime from = time(opens);
        if (closes.equals(END_OF_DATE)) {
            return new LocalInterval(from, LocalTime.MIDNIGHT);
        }
        LocalTime to = time(closes);
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    opens + "-" + closes + ": empty, or a whole day that is not 00:00-24:00");
        }
        return new LocalInterval(from, to);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time of day between 00:00 and 24:00", e);
        }
    }

    /** Whether the interval ends after the date on which it opens has ended; {@code 24:00} does not. */
    public boolean passesMidnight() {
        return !closes.isAfter(opens) && !closes.equals(LocalTime.MIDNIGHT);
    }

    /** The wall time at which it opens on {@code date}. */
    LocalDateTime opensOn(LocalDate date) {
        return date.atTime(opens);
    }

    /** The wall time at which the interval that opens on {@code date} closes, which may be on the next date. */
    LocalDateTime closesOn(LocalDate date) {
        return (closes.isAfter(opens) ? date : date.plusDays(1)).atTime(closes);
    }

    /** As it is written in the sites file: {@code 09:00-17:00}. */
    @Override
    public String toString() {
        return opens + "-" + (closes.equals(LocalTime.MIDNIGHT) ? END_OF_DATE : closes);
    }
}
