package org.carepromise.kit.idempotency;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class IdempotencyStore {

    // A key whose time is over is taken as if it had never been used: expiry is this predicate, not a sweeper.
    private static final String CLAIM =
            """
            INSERT INTO idempotency AS stored (owner, operation, key, request_hash, expires_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (owner, operation, key) DO UPDATE
               SET request_hash = excluded.request_hash, expires_at = excluded.expires_at,
                   status = NULL, body = NULL, location = NULL, etag = NULL
             WHERE stored.expires_at <= $6
            """;

    private static final String FIND =
            """
            SELECT request_hash, status, body, location, etag FROM idempotency
             WHERE owner = $1 AND operation = $2 AND key = $3
            """;

    private static final String KEEP =
            """
            UPDATE idempotency SET status = $4, body = $5, location = $6, etag = $7
             WHERE owner = $1 AND operation = $2 AND key = $3
            """;

    private final Vault vault;

    IdempotencyStore(Vault vault) {
        this.vault = vault;
    }

    /** The key of one request. */
    record Key(String owner, String operation, String key) {

        String place() {
            return "idempotency.body:" + owner + ":" + operation + ":" + key;
        }
    }

    record Earlier(byte[] requestHash, Answer.Stored answer) {}

    /** @return whether the key is new; a twin that still runs is waited for, as long as a lock may take */
    Uni<Boolean> claim(Tx tx, Key key, byte[] requestHash, Instant expiresAt) {
        return tx.run(CLAIM, key.owner(), key.operation(), key.key(), Buffer.buffer(requestHash), expiresAt, tx.now())
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Earlier> find(Tx tx, Key key) {
        return Sql.first(tx.reads(), row -> earlier(row, key), FIND, key.owner(), key.operation(), key.key());
    }

    Uni<Void> keep(Tx tx, Key key, Answer.Stored answer) {
        return tx.run(
                        KEEP,
                        key.owner(),
                        key.operation(),
                        key.key(),
                        answer.status(),
                        Buffer.buffer(vault.encrypt(answer.json(), key.place())),
                        answer.location(),
                        answer.etag())
                .replaceWithVoid();
    }

    private Earlier earlier(Row row, Key key) {
        return new Earlier(
                row.getBuffer("request_hash").getBytes(),
                new Answer.Stored(
                        row.getInteger("status"),
                        vault.decrypt(row.getBuffer("body").getBytes(), key.place()),
                        row.getString("location"),
                        row.getString("etag")));
    }
}
