package org.carepromise.scheduling.visittype;

import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
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
        @Schema(description = "Go out with confirmation and reminders; absent for none") InstructionsJson instructions,
        long version) {

    /** Every text to patients exists in both languages. */
    @Schema(name = "Instructions")
    record InstructionsJson(
            @Schema(examples = "Eat and drink as usual. Bring your pills.") @NotNull @Size(min = 1, max = 1000)
                    String en,
            @Schema(examples = "Coma y beba normal. Traiga sus pastillas.") @NotNull @Size(min = 1, max = 1000)
                    String es) {

        static InstructionsJson of(Instructions instructions) {
            return new InstructionsJson(instructions.en(), instructions.es());
        }
    }

    static VisitTypeJson of(VisitType type) {
        return of(type.name, type.modality, type.visit(), type.terms(), type.version);
    }

    static VisitTypeJson of(String id, VisitTypeFields type, long version) {
        return of(type.name(), type.modality(), type.visit(id), type.terms(), version);
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
                terms.instructions().map(InstructionsJson::of).orElse(null),
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
                    Duration noShowAfter,
            @Schema(description = "Read by patients: at grade 6 or below in both languages") @Valid
                    InstructionsJson instructions)
            implements VisitTypeFields {}

    @Schema(name = "VisitTypeReplacement")
    record VisitTypeReplacementJson(
            @Schema(description = "Twin of If-Match") Long version,
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
                    Duration noShowAfter,
            @Schema(description = "Read by patients: at grade 6 or below in both languages") @Valid
                    InstructionsJson instructions)
            implements VisitTypeFields {}
}
