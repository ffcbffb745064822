package org.carepromise.gateway.sandbox;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The test clock as it goes over the wire. */
final class ClockJson {

    private ClockJson() {}

    /** Texts, because a number would be taken for seconds. */
    @Schema(name = "SandboxClockMove", description = "Either of the two.")
    record Move(
            @Schema(
                            description = "How far to move: an ISO 8601 duration of hours, minutes, seconds or days",
                            examples = "PT2H")
                    String advance,
            @Schema(description = "When to move to", format = "date-time", examples = "2026-12-07T15:00:00Z")
                    String to) {}

    @Schema(name = "ClockTime")
    record Reached(Instant now) {}
}
