package org.carepromise.scheduling.rebooking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.appointment.AppointmentState;

@Schema(name = "Rebooking", description = "What becomes of one visit of a cancelled session")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RebookingJson(
        @Schema(examples = "rebk_01kat3v0000000000000000000") String id,
        RebookingState state,
        @Schema(description = "Why a person has to speak with the patient") OpenReason reason,
        RebookingOutcome outcome,
        String session,
        String site,
        @Schema(description = "Read it for the patient's name and phone") String appointment,
        @Schema(description = "Of the appointment, as people say it aloud", examples = "7F4K-2Q7") String reference,
        String visitType,
        AppointmentState appointmentState,
        @Schema(description = "The time that fell out") OffsetDateTime previousStart,
        String previousProvider,
        @Schema(description = "The appointment's time as it is now; absent where it is cancelled") OffsetDateTime start,
        String provider,
        @Schema(description = "Up to when the patient may confirm; absent while they are not told")
                Instant confirmUntil,
        Instant closedAt,
        @Schema(description = "The same token as the ETag") long version) {

    static RebookingJson of(RebookingStore.Listed listed, ZoneId zone) {
        var rebooking = listed.rebooking();
        boolean takesPlace = listed.visitState() != AppointmentState.CANCELLED;
        return new RebookingJson(
                Ids.REBOOKING.format(rebooking.id()),
                rebooking.state(),
                rebooking.reason().orElse(null),
                rebooking.outcome().orElse(null),
                Ids.SESSION.format(rebooking.session()),
                rebooking.site(),
                Ids.APPOINTMENT.format(rebooking.appointment()),
                listed.reference(),
                listed.visitType(),
                listed.visitState(),
                rebooking.previousStartsAt().atZone(zone).toOffsetDateTime(),
                Ids.PROVIDER.format(rebooking.previousProvider()),
                takesPlace ? listed.startsAt().atZone(zone).toOffsetDateTime() : null,
                takesPlace ? Ids.PROVIDER.format(listed.provider()) : null,
                rebooking.confirmUntil().orElse(null),
                rebooking.closedAt().orElse(null),
                rebooking.version());
    }

    @Schema(name = "RebookingCompletion")
    record CompletionJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "NEW_TIME_AGREED, NO_LONGER_WANTED or UNREACHABLE") @NotNull RebookingOutcome outcome,
            @Schema(description = "Twin of If-Match") Long version) {

        @JsonIgnore
        @Schema(hidden = true)
        @AssertTrue(message = "must be NEW_TIME_AGREED, NO_LONGER_WANTED or UNREACHABLE")
        public boolean isOutcomeOfStaff() {
            return outcome == null || RebookingOutcome.OF_STAFF.contains(outcome);
        }
    }
}
