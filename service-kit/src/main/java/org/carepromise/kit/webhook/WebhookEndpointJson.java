package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "WebhookEndpoint")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookEndpointJson(
        @Schema(examples = "whe_01kat3v0000000000000000000") String id,
        String url,
        @Schema(description = "Event types, or beginnings ending in .*; empty: all") List<String> types,
        @Schema(description = "The sites of whose events it hears; *: all") List<String> sites,
        String description,
        EndpointState state,
        @Schema(description = "Why nothing is sent to it at present") DisabledReason disabledReason,
        Instant disabledAt,
        @Schema(description = "The first failure after the last success") Instant failingSince,
        @Schema(description = "Signs what is sent; told once, when it is made") String secret,
        @Schema(description = "Until when the secret before signs too") Instant previousSecretUntil,
        Instant createdAt,
        @Schema(description = "The same token as the ETag") long version) {

    static WebhookEndpointJson of(WebhookEndpoint endpoint) {
        return of(endpoint, null);
    }

    static WebhookEndpointJson withSecret(WebhookEndpoint endpoint) {
        return of(endpoint, endpoint.secret());
    }

    private static WebhookEndpointJson of(WebhookEndpoint endpoint, String secret) {
        return new WebhookEndpointJson(
                WebhookEndpoint.ID.format(endpoint.id()),
                endpoint.url(),
                endpoint.types(),
                endpoint.sites(),
                endpoint.description(),
                endpoint.state(),
                endpoint.disabledReason(),
                endpoint.disabledAt(),
                endpoint.failingSince(),
                secret,
                endpoint.previousUntil(),
                endpoint.createdAt(),
                endpoint.version());
    }

    @Schema(name = "NewWebhookEndpoint")
    record NewWebhookEndpointJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "https, a host on the internet", examples = "https://crm.example.org/carepromise")
                    @NotNull
                    @Size(min = 1, max = 2000)
                    String url,
            @Schema(
                            description = "Event types, or beginnings ending in .*; empty: all",
                            examples = "[\"carepromise.appointment.*\"]")
                    @Size(max = 50)
                    List<@NotNull @Size(max = 100) @Pattern(regexp = EVENT_TYPE) String> types,
            @Schema(description = "Some of the token's sites; empty: all of them") @Size(max = 200)
                    List<@NotNull @Size(min = 1, max = 64) String> sites,
            @Size(max = 200) String description,
            @Schema(description = "For services alone") @Size(max = 64) String id,
            @Schema(description = "For services alone") @Pattern(regexp = SECRET) String secret) {

        List<String> typesOrAll() {
            return types == null ? List.of() : types;
        }
    }

    static final String EVENT_TYPE = "[a-z0-9-]+(\\.[a-z0-9-]+)*(\\.\\*)?";

    /** 24 to 64 bytes, as Standard Webhooks asks for. */
    static final String SECRET =
            "whsec_([A-Za-z0-9+/]{4}){8,21}([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?";

    @Schema(name = "WebhookEndpointReplacement")
    record ReplacementJson(
            @NotNull @Size(min = 1, max = 2000) String url,
            @Schema(description = "Event types, or beginnings ending in .*; empty: all") @Size(max = 50)
                    List<@NotNull @Size(max = 100) @Pattern(regexp = EVENT_TYPE) String> types,
            @Schema(description = "Some of the token's sites; empty: all of them") @Size(max = 200)
                    List<@NotNull @Size(min = 1, max = 64) String> sites,
            @Size(max = 200) String description,
            @Schema(description = "Twin of If-Match") Long version) {

        WebhookEndpoint applyTo(WebhookEndpoint endpoint, List<String> ofSites) {
            return new WebhookEndpoint(
                    endpoint.id(),
                    endpoint.owner(),
                    url,
                    types == null ? List.of() : types,
                    ofSites,
                    description,
                    endpoint.secret(),
                    endpoint.previousSecret(),
                    endpoint.previousUntil(),
                    endpoint.state(),
                    endpoint.disabledReason(),
                    endpoint.disabledAt(),
                    endpoint.failingSince(),
                    endpoint.createdAt(),
                    endpoint.version() + 1);
        }
    }

    @Schema(name = "WebhookChange")
    record WebhookChangeJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "Twin of If-Match") Long version) {

        static String requestIdOf(WebhookChangeJson body) {
            return body == null ? null : body.requestId();
        }
    }

    @Schema(
            name = "WebhookReplay",
            description =
                    "Either all that are dead, or everything that happened from one instant until before another.")
    record ReplayJson(
            @Schema(description = "Twin of the Idempotency-Key header") @Size(min = 1, max = 255) String requestId,
            @Schema(description = "DEAD: what was given up; absent: everything of the time")
                    WebhookDelivery.State state,
            @Schema(description = "The events' time, inclusive") Instant from,
            @Schema(description = "The events' time, exclusive") Instant to) {}

    @Schema(name = "WebhookReplayCount")
    record ReplayCountJson(@Schema(description = "How many are on their way again; 10,000 at most") int replayed) {}

    @Schema(name = "WebhookTestResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TestResultJson(
            String eventId,
            boolean delivered,
            @Schema(description = "What the receiver answered") Integer status,
            AttemptFailure failure) {}
}
