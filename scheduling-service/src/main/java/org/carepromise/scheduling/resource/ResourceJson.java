package org.carepromise.scheduling.resource;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;

@Schema(name = "Resource", description = "A room or device that a visit needs beside its provider")
record ResourceJson(
        @Schema(examples = "rsc_01kat3v0000000000000000000") String id,
        String site,
        @Schema(description = "What visit types ask for by resourceKind", examples = "ultrasound") String kind,
        @Schema(examples = "Ultrasound 2") String name,
        long version) {

    static ResourceJson of(SecondResource resource) {
        return new ResourceJson(
                Ids.RESOURCE.format(resource.id()),
                resource.site(),
                resource.kind(),
                resource.name(),
                resource.version());
    }

    @Schema(name = "NewResource")
    record NewResourceJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "springfield") @NotNull @Size(min = 1, max = 64) String site,
            @Schema(examples = "ultrasound") @NotNull @Size(min = 1, max = 64) String kind,
            @Schema(examples = "Ultrasound 2") @NotNull @Size(min = 1, max = 200) String name) {}

    @Schema(name = "ResourceReplacement")
    record ResourceReplacementJson(
            @Schema(description = "Twin of If-Match") Long version,
            @Schema(examples = "Ultrasound 2") @NotNull @Size(min = 1, max = 200) String name) {}
}
