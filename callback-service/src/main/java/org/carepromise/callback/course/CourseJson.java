package org.carepromise.callback.course;

import java.time.Instant;

import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What changes a callback. */
final class CourseJson {

    private CourseJson() {}

    @Schema(name = "CallbackCancellation")
    record CancellationJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Twin of If-Match") Long version) {

        static final CancellationJson BY_LINK = new CancellationJson(null, null);
    }

    @Schema(name = "CallbackMove", description = "To a window, or without one to as soon as possible.")
    record MoveJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Both ends, 15 or 30 minutes apart, or neither: as soon as possible")
                    Instant windowStart,
            Instant windowEnd,
            @Schema(description = "Whether a later time than the published one is taken") Boolean acceptLater,
            @Schema(description = "Twin of If-Match") Long version) {}
}
