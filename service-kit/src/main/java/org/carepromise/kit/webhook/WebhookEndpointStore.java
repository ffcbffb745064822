package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class WebhookEndpointStore {

    static final String ID_FREE = "webhook_endpoint_id";

    // Registrations of one owner go one behind the other. A statement of its own: the count must see what the one
    // before
    // has committed.
    private static final String LOCK_OWNER =
            "SELECT pg_advisory_xact_lock(hashtextextended('webhook-endpoints of ' || $1, 0))";

    private static final String COUNT = "SELECT count(*) AS n FROM webhook_endpoint WHERE owner = $1";

    // The head is looked up here: what is in the log already is not for a new endpoint.
    private static final String INSERT =
            """
            INSERT INTO webhook_endpoint (id, owner, url, types, sites, description, secret, state, event_cursor, version,
                                          created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'ENABLED',
                    coalesce((SELECT max(position) FROM event WHERE position IS NOT NULL), 0), 1, $8)
            """;

    private static final String FIND = "SELECT * FROM webhook_endpoint WHERE id = $1";

    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    private static final String OF_OWNER =
            "SELECT * FROM webhook_endpoint WHERE owner = $1 AND id > $2 ORDER BY id LIMIT $3";

    private static final String OF_SITES =
            "SELECT * FROM webhook_endpoint WHERE ($1 OR sites <@ $2) AND id > $3 ORDER BY id LIMIT $4";

    private static final String REPLACE =
            """
            UPDATE webhook_endpoint SET url = $2, types = $3, sites = $4, description = $5, version = $6 WHERE id = $1
            """;

    private static final String ROTATE =
            """
            UPDATE webhook_endpoint SET previous_secret = secret, previous_until = $3, secret = $2, version = $4 WHERE id = $1
            """;

    private static final String ENABLE =
            """
            UPDATE webhook_endpoint
               SET state = 'ENABLED', disabled_reason = NULL, disabled_at = NULL, failing_since = NULL, not_before = NULL,
                   version = version + 1
             WHERE id = $1
            """;

    private static final String DISABLE =
            """
            UPDATE webhook_endpoint SET state = 'DISABLED', disabled_reason = $2, disabled_at = $3, version = version + 1
             WHERE id = $1
            """;

    private static final String WORKS =
            "UPDATE webhook_endpoint SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL";

    private static final String FAILS =
            "UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, $2) WHERE id = $1";

    private static final String PAUSE = "UPDATE webhook_endpoint SET not_before = $2 WHERE id = $1";

    private static final String DELETE = "DELETE FROM webhook_endpoint WHERE id = $1";

    private final Vault vault;

    WebhookEndpointStore(Vault vault) {
        this.vault = vault;
    }

    /** @return how many an owner has; nobody registers another one until this transaction ends */
    Uni<Long> lockCountOf(Tx tx, String owner) {
        return tx.run(LOCK_OWNER, owner)
                .flatMap(locked -> Sql.first(tx.reads(), row -> row.getLong("n"), COUNT, owner));
    }

    Uni<Void> insert(Tx tx, WebhookEndpoint endpoint) {
        return tx.run(
                        INSERT,
                        endpoint.id(),
                        endpoint.owner(),
                        endpoint.url(),
                        endpoint.types().toArray(String[]::new),
                        endpoint.sites().toArray(String[]::new),
                        endpoint.description(),
                        sealed(endpoint.id(), endpoint.secret()),
                        endpoint.createdAt())
                .replaceWithVoid();
    }

    /** @return the endpoint, or null */
    Uni<WebhookEndpoint> find(SqlClient client, UUID id) {
        return Sql.first(client, this::endpoint, FIND, id);
    }

    /** @return the endpoint, locked against every other change of it and of its deliveries' order; or null */
    Uni<WebhookEndpoint> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::endpoint, LOCK, id);
    }

    Uni<List<WebhookEndpoint>> ofOwner(SqlClient client, String owner, UUID after, int limit) {
        return Sql.list(client, this::endpoint, OF_OWNER, owner, after, limit);
    }

    Uni<List<WebhookEndpoint>> ofSites(SqlClient client, Scope sites, UUID after, int limit) {
        return Sql.list(
                client, this::endpoint, OF_SITES, sites.all(), sites.names().toArray(String[]::new), after, limit);
    }

    Uni<Void> replace(Tx tx, WebhookEndpoint changed) {
        return tx.run(
                        REPLACE,
                        changed.id(),
                        changed.url(),
                        changed.types().toArray(String[]::new),
                        changed.sites().toArray(String[]::new),
                        changed.description(),
                        changed.version())
                .replaceWithVoid();
    }

    Uni<Void> rotate(Tx tx, UUID id, String secret, Instant previousUntil, long version) {
        return tx.run(ROTATE, id, sealed(id, secret), previousUntil, version).replaceWithVoid();
    }

    Uni<Void> enable(Tx tx, UUID id) {
        return tx.run(ENABLE, id).replaceWithVoid();
    }

    Uni<Void> disable(Tx tx, UUID id, DisabledReason reason, Instant at) {
        return tx.run(DISABLE, id, reason.name(), at).replaceWithVoid();
    }

    Uni<?> works(Tx tx, UUID id) {
        return tx.run(WORKS, id);
    }

    Uni<?> fails(Tx tx, UUID id, Instant at) {
        return tx.run(FAILS, id, at);
    }

    /** Nothing is sent to it before this instant. */
    Uni<?> pause(Tx tx, UUID id, Instant notBefore) {
        return tx.run(PAUSE, id, notBefore);
    }

    Uni<Void> delete(Tx tx, UUID id) {
        return tx.run(DELETE, id).replaceWithVoid();
    }

    private Buffer sealed(UUID id, String secret) {
        return Buffer.buffer(vault.encrypt(secret, place(id)));
    }

    private String opened(UUID id, Row row, String column) {
        var cipher = row.getBuffer(column);
        return cipher == null ? null : vault.decrypt(cipher.getBytes(), place(id));
    }

    /** One for both secrets: a rotation moves the cipher from one column to the other. */
    private static String place(UUID id) {
        return "webhook_endpoint.secret:" + id;
    }

    WebhookEndpoint endpoint(Row row) {
        var id = row.getUUID("id");
        return new WebhookEndpoint(
                id,
                row.getString("owner"),
                row.getString("url"),
                List.of(row.getArrayOfStrings("types")),
                List.of(row.getArrayOfStrings("sites")),
                row.getString("description"),
                opened(id, row, "secret"),
                opened(id, row, "previous_secret"),
                Sql.instant(row, "previous_until"),
                EndpointState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("disabled_reason"))
                        .map(DisabledReason::valueOf)
                        .orElse(null),
                Sql.instant(row, "disabled_at"),
                Sql.instant(row, "failing_since"),
                Sql.instant(row, "created_at"),
                row.getLong("version"));
    }
}
