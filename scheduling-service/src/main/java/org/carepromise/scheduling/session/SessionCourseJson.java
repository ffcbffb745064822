package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What happens to a session, as staff say it and are told of it. */
final class SessionCourseJson {

    private SessionCourseJson() {}

    @Schema(name = "SessionCancellation")
    record CancellationJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @NotNull SessionCancellationReason reason) {}

    @Schema(name = "CancelledSession")
    record CancelledJson(
            String session,
            SessionState state,
            SessionCancellationReason reason,
            Instant cancelledAt,
            @Schema(description = "How many visits get another time: GET /v1/rebookings?session=…") int rebookings) {}

    @Schema(name = "SessionDelay")
    record DelayJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Told in minutes", examples = "PT30M")
                    @NotNull
                    @DurationMin(minutes = 5)
                    @DurationMax(hours = 8)
                    Duration delay) {}

    @Schema(name = "DelayedSession")
    record DelayedJson(
            String session,
            Duration delay,
            @Schema(description = "How many patients are told who did not know this delay yet") int told) {}
}
