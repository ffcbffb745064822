package org.carepromise.scheduling.visittype;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What goes with every booked visit of one type.
 *
 * @param reminderDays how many days before it the patient is reminded, the earliest first
 * @param cancellationNotice how long before its start a patient cancels or moves it at the latest; staff always may
 * @param noShowAfter how long after its start it counts as not kept if nobody checked in; empty for by hand only
 * @param instructions what the patient does before it
 */
public record VisitTerms(
        List<Integer> reminderDays,
        Duration cancellationNotice,
        Optional<Duration> noShowAfter,
        Optional<Instructions> instructions) {

    /** A week, three days and a day before. */
    public static final List<Integer> REMINDER_DAYS = List.of(7, 3, 1);

    public VisitTerms {
        reminderDays = List.copyOf(reminderDays);
    }

    /**
     * Reads the visit type's columns {@code reminder_days, cancellation_notice_seconds, no_show_after_seconds,
     * instructions_en, instructions_es}.
     */
    public static VisitTerms from(Row row) {
        return new VisitTerms(
                Stream.of(row.getArrayOfIntegers("reminder_days")).toList(),
                Duration.ofSeconds(row.getInteger("cancellation_notice_seconds")),
                Optional.ofNullable(row.getInteger("no_show_after_seconds")).map(Duration::ofSeconds),
                Instructions.from(row));
    }
}
