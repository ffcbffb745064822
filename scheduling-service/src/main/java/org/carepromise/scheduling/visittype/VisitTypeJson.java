package org.carepromise.scheduling.visittype;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

@Schema(name = "VisitType")
record VisitTypeJson(
        String id,
        String name,
        Modality modality,
        Duration duration,
        Duration bufferBefore,
        Duration bufferAfter,
        Duration leadTime,
        Duration horizon,
        long version) {

    static VisitTypeJson of(VisitType type) {
        return of(
                new NewVisitTypeJson(null, type.id, type.name, type.modality, null, null, null, null, null),
                type.visit(),
                type.version);
    }

    static VisitTypeJson of(NewVisitTypeJson type, Visit visit, long version) {
        return new VisitTypeJson(
                type.id(),
                type.name(),
                type.modality(),
                visit.length(),
                visit.bufferBefore(),
                visit.bufferAfter(),
                visit.leadTime(),
                visit.horizon(),
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
                    Duration horizon) {

        private static final Duration DEFAULT_HORIZON = Duration.ofDays(90);

        Visit visit() {
            return new Visit(
                    id,
                    duration,
                    orZero(bufferBefore),
                    orZero(bufferAfter),
                    orZero(leadTime),
                    horizon == null ? DEFAULT_HORIZON : horizon);
        }

        private static Duration orZero(Duration duration) {
            return duration == null ? Duration.ZERO : duration;
        }
    }
}
