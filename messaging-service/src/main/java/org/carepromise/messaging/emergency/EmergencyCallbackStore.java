package org.carepromise.messaging.emergency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.thread.MessageThread;

@ApplicationScoped
class EmergencyCallbackStore {

    private static final String INSERT =
            """
            INSERT INTO emergency_callback (id, thread_id, alert, state, tries, next_at, created_at)
            VALUES ($1, $2, $3, 'PENDING', 0, $4, $5) ON CONFLICT (thread_id, alert) DO NOTHING
            """;

    private static final String CLAIM =
            """
            WITH due AS MATERIALIZED (
                SELECT id FROM emergency_callback WHERE state = 'PENDING' AND next_at <= $1
                 ORDER BY next_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE emergency_callback AS it SET tries = tries + 1, next_at = $2 FROM due WHERE it.id = due.id
            RETURNING it.*
            """;

    private static final String AGAIN =
            "UPDATE emergency_callback SET next_at = $2 WHERE id = $1 AND state = 'PENDING'";

    private static final String END =
            """
            UPDATE emergency_callback SET state = $2, callback_id = $3, ended_at = $4 WHERE id = $1 AND state = 'PENDING'
            """;

    /** @param at the machine's time */
    Uni<?> insert(Tx tx, MessageThread thread, Instant at) {
        return tx.run(
                INSERT, IdType.next(tx.now()), thread.id(), thread.course().alerts(), at, tx.now());
    }

    /** @param againAt when it is tried again if this replica does not come back */
    Uni<List<EmergencyCallback>> claim(Tx tx, Instant at, Instant againAt, int most) {
        return Sql.list(tx.reads(), EmergencyCallbackStore::from, CLAIM, at, againAt, most);
    }

    Uni<?> again(Tx tx, UUID id, Instant at) {
        return tx.run(AGAIN, id, at);
    }

    Uni<?> end(Tx tx, UUID id, EmergencyCallback.State as, String callback) {
        return tx.run(END, id, as.name(), callback, tx.now());
    }

    private static EmergencyCallback from(Row row) {
        return new EmergencyCallback(
                row.getUUID("id"),
                row.getUUID("thread_id"),
                row.getInteger("alert"),
                row.getInteger("tries"),
                Sql.instant(row, "created_at"));
    }
}
