package org.carepromise.kit.sample;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.databind.JsonNode;

import org.carepromise.kit.patient.PatientJson;

/** A thing as it goes over the wire. */
record ThingJson(String id, String name, String site, long version) {

    enum Colour {
        RED,
        GREEN
    }

    /** A body with one field of each kind that can be wrong. */
    record NewThingJson(
            @Size(max = 255) String requestId,
            @NotNull @Size(min = 1, max = 64) String name,
            @Size(max = 64) String site,
            Colour colour,
            int count,
            Instant from,
            @Size(max = 3) List<@NotNull @Size(max = 8) String> tags,
            @Valid PatientJson patient,
            JsonNode anything) {}
}
