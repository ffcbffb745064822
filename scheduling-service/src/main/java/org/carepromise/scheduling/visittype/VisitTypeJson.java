package org.carepromise.scheduling.visittype;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

@Schema(name = "VisitType")
@JsonInclude(JsonInclude.Include.NON_NULL)
record VisitTypeJson(
        String id,
        String name,
        Modality modality,
        Duration duration,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration leadTime,
        Duration horizon,
        @Schema(description = "How many such visits a patient may have ahead at most; absent for no limit")
                Integer futureLimit,
        @Schema(description = "The kind of room or device that it needs too; absent for none") String resourceKind,
        @Schema(description = "How many days before the visit the patient is reminded") List<Integer> reminderDays,
        @Schema(description = "A patient cancels or moves it at the latest so long before") Duration cancellationNotice,
        @Schema(description = "Not kept if nobody checked in so long after its start; absent for by hand only")
                Duration noShowAfter,
        long version) {

    static VisitTypeJson of(VisitType type) {
        return of(type.name, type.modality, type.visit(), type.terms(), type.version);
    }

    static VisitTypeJson of(NewVisitTypeJson type) {
        return of(type.name(), type.modality(), type.visit(), type.terms(), 1);
    }

    private static VisitTypeJson of(String name, Modality modality, Visit visit, VisitTerms terms, long version) {
        return new VisitTypeJson(
                visit.type(),
                name,
                modality,
                visit.length(),
                visit.bufferBefore(),
                visit.bufferAfter(),
                visit.leadTime(),
                visit.horizon(),
                visit.futureLimit().isPresent() ? visit.futureLimit().getAsInt() : null,
                visit.resourceKind().orElse(null),
                terms.reminderDays(),
                terms.cancellationNotice(),
                terms.noShowAfter().orElse(null),
                version);
    }

    @Schema(name = "NewVisitType")
    record NewVisitTypeJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "primary-care") @NotNull @Size(min = 1, max = 64) String id,
            @Schema(examples = "Primary care visit") @NotNull @Size(min = 1, max = 200) String name,
            @NotNull Modality modality,
            @Schema(examples = "PT20M") @NotNull @DurationMin(minutes = 5) @DurationMax(hours = 8) Duration duration,
            @Schema(examples = "PT0S") @DurationMin @DurationMax(hours = 2) Duration bufferBefore,
            @Schema(examples = "PT0S") @DurationMin @DurationMax(hours = 2) Duration bufferAfter,
            @Schema(description = "Booked at the latest so long before", examples = "PT1H")
                    @DurationMin
                    @DurationMax(days = 30)
                    Duration leadTime,
            @Schema(description = "Booked at the earliest so long before; ISO days are 24 hours", examples = "P90D")
                    @DurationMin(hours = 1)
                    @DurationMax(days = 180)
                    Duration horizon,
            @Schema(description = "How many such visits a patient may have ahead; absent for no limit")
                    @Min(1)
                    @Max(100)
                    Integer futureLimit,
            @Schema(description = "The kind of room or device that it needs too", examples = "ultrasound")
                    @Size(min = 1, max = 64)
                    String resourceKind,
            @Schema(description = "So many days before the visit the patient is reminded; absent for 7, 3 and 1")
                    @Size(max = 10)
                    List<@NotNull @Min(1) @Max(60) Integer> reminderDays,
            @Schema(description = "A patient cancels or moves it at the latest so long before", examples = "PT24H")
                    @DurationMin
                    @DurationMax(days = 30)
                    Duration cancellationNotice,
            @Schema(description = "Not kept if nobody checked in so long after its start", examples = "PT30M")
                    @DurationMin(minutes = 5)
                    @DurationMax(hours = 24)
                    Duration noShowAfter) {

        private static final Duration DEFAULT_HORIZON = Duration.ofDays(90);

        Visit visit() {
            return new Visit(
                    id,
                    duration,
                    orZero(bufferBefore),
                    orZero(bufferAfter),
                    orZero(leadTime),
                    horizon == null ? DEFAULT_HORIZON : horizon,
                    Visit.optional(futureLimit),
                    Optional.ofNullable(resourceKind));
        }

        VisitTerms terms() {
            var days = reminderDays == null ? VisitTerms.REMINDER_DAYS : reminderDays;
            return new VisitTerms(
                    days.stream().distinct().sorted(Comparator.reverseOrder()).toList(),
                    orZero(cancellationNotice),
                    Optional.ofNullable(noShowAfter));
        }

        private static Duration orZero(Duration duration) {
            return duration == null ? Duration.ZERO : duration;
        }
    }
}
