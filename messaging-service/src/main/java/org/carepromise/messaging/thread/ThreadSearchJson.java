package org.carepromise.messaging.thread;

import java.time.Instant;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.triage.Lane;

/** What staff look for. In a body, since nothing about a patient belongs into a URL. */
@Schema(name = "ThreadSearch")
record ThreadSearchJson(
        @Schema(examples = "pat-ada") @Size(min = 1, max = 64) String patientId,
        @Schema(examples = "(217) 555-0123") @Size(min = 1, max = 40) String phone,
        @Schema(description = "Found only whole, in any spelling", examples = "Moreno") @Size(min = 1, max = 200)
                String familyName,
        @Size(min = 1, max = 64) String site,
        ThreadState state,
        Lane lane,
        @Schema(description = "Changed at or after this instant") Instant updatedSince,
        @Size(max = 400) String cursor,
        @Schema(description = "50 if absent") @Min(1) @Max(200) Integer limit) {

    private static final int LIMIT = 50;

    int limitOrDefault() {
        return limit == null ? LIMIT : limit;
    }

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "one of patientId, phone, familyName or site must say where to look")
    public boolean isSomewhere() {
        return patientId != null || phone != null || familyName != null || site != null;
    }
}
