package org.carepromise.scheduling.provider;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.scheduling.Ids;

@Schema(name = "Provider")
record ProviderJson(
        @Schema(examples = "prov_01kat3v0000000000000000000") String id,
        String name,
        List<String> sites,
        List<String> visitTypes,
        List<String> languages,
        long version) {

    static ProviderJson of(Provider provider) {
        return new ProviderJson(
                Ids.PROVIDER.format(provider.id),
                provider.name,
                provider.sites,
                provider.visitTypes,
                provider.languages,
                provider.version);
    }

    static ProviderJson of(UUID id, ProviderFields provider, long version) {
        return new ProviderJson(
                Ids.PROVIDER.format(id),
                provider.name(),
                provider.sites(),
                provider.visitTypes(),
                provider.languagesOrNone(),
                version);
    }

    @Schema(name = "NewProvider")
    record NewProviderJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(examples = "Dr. Grace Okafor") @NotNull @Size(min = 1, max = 200) String name,
            @NotEmpty @Size(max = 50) List<@NotNull @Size(min = 1, max = 64) String> sites,
            @NotEmpty @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
            @Schema(description = "BCP 47") @Size(max = 20) List<@NotNull @Size(min = 2, max = 35) String> languages)
            implements ProviderFields {}

    @Schema(name = "ProviderReplacement")
    record ProviderReplacementJson(
            @Schema(description = "Twin of If-Match") Long version,
            @Schema(examples = "Dr. Grace Okafor") @NotNull @Size(min = 1, max = 200) String name,
            @NotEmpty @Size(max = 50) List<@NotNull @Size(min = 1, max = 64) String> sites,
            @NotEmpty @Size(max = 100) List<@NotNull @Size(min = 1, max = 64) String> visitTypes,
            @Schema(description = "BCP 47") @Size(max = 20) List<@NotNull @Size(min = 2, max = 35) String> languages)
            implements ProviderFields {}

    /** What a provider is created with and replaced by. */
    interface ProviderFields {

        String name();

        List<String> sites();

        List<String> visitTypes();

        List<String> languages();

        default List<String> languagesOrNone() {
            return languages() == null ? List.of() : languages();
        }
    }
}
