package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.carepromise.kit.id.IdType;

/**
 * Somebody who is told of events.
 *
 * @param owner the subject of the token that registered it
 * @param types event types, or beginnings of such ending in {@code .*}; empty: all
 * @param sites the sites of whose events it hears; {@code *}: all
 * @param secret signs what is sent
 * @param previousSecret the one before the last rotation, or null
 * @param previousUntil until when it signs too, exclusive, by real time; or null
 * @param disabledReason null while enabled
 * @param failingSince the first failure after the last success, by real time; or null
 */
record WebhookEndpoint(
        UUID id,
        String owner,
        String url,
        List<String> types,
        List<String> sites,
        String description,
        String secret,
        String previousSecret,
        Instant previousUntil,
        EndpointState state,
        DisabledReason disabledReason,
        Instant disabledAt,
        Instant failingSince,
        Instant createdAt,
        long version) {

    static final IdType ID = new IdType("whe");

    /** The secrets that sign at an instant, newest first. */
    List<String> secretsAt(Instant at) {
        return Stream.of(secret, previousUntil != null && at.isBefore(previousUntil) ? previousSecret : null)
                .filter(each -> each != null)
                .toList();
    }

    /** The id alone: secrets and URLs do not belong into logs. */
    @Override
    public String toString() {
        return ID.format(id);
    }
}
