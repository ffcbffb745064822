package org.carepromise.scheduling.visittype;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.carepromise.scheduling.visittype.VisitTypeJson.InstructionsJson;

/** What a visit type is created with and replaced by; what is null has the same default in both. */
interface VisitTypeFields {

    Duration DEFAULT_HORIZON = Duration.ofDays(90);

    String name();

    Modality modality();

    Duration duration();

    Duration bufferBefore();

    Duration bufferAfter();

    Duration leadTime();

    Duration horizon();

    Integer futureLimit();

    String resourceKind();

    List<Integer> reminderDays();

    Duration cancellationNotice();

    Duration noShowAfter();

    InstructionsJson instructions();

    default Visit visit(String id) {
        return new Visit(
                id,
                duration(),
                orZero(bufferBefore()),
                orZero(bufferAfter()),
                orZero(leadTime()),
                horizon() == null ? DEFAULT_HORIZON : horizon(),
                Visit.optional(futureLimit()),
                Optional.ofNullable(resourceKind()));
    }

    default VisitTerms terms() {
        var days = reminderDays() == null ? VisitTerms.REMINDER_DAYS : reminderDays();
        return new VisitTerms(
                days.stream().distinct().sorted(Comparator.reverseOrder()).toList(),
                orZero(cancellationNotice()),
                Optional.ofNullable(noShowAfter()),
                Optional.ofNullable(instructions()).map(some -> new Instructions(some.en(), some.es())));
    }

    private static Duration orZero(Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
