package org.carepromise.messaging.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.ThreadStore;

/** Who is given what next. */
@ApplicationScoped
class QueueStore {

    private static final String FREE = "state = 'WAITING' AND (lease_until IS NULL OR lease_until <= $3)"
            + " AND (snoozed_until IS NULL OR snoozed_until <= $3)";

    private static final String ANYBODYS = FREE + " AND (handed_to IS NULL OR handed_until <= $3)";

    // Each part by an index of its own, of each pool the first; a row that somebody else takes at this moment is passed
    // over.
    static final String NEXT =
            """
            SELECT thread.* FROM (
                (SELECT 1 AS part, given.* FROM (
                    SELECT id, emergency, due_at FROM thread
                     WHERE handed_to = $4 AND handed_until > $3 AND site_id = $1 AND pool = ANY ($2) AND %1$s
                     ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) AS given)
                UNION ALL
                (SELECT 2, put_first.* FROM unnest($2::text[]) AS asked (pool) CROSS JOIN LATERAL (
                    SELECT id, emergency, due_at FROM thread
                     WHERE site_id = $1 AND pool = asked.pool AND put_first_at IS NOT NULL AND %2$s
                     ORDER BY put_first_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) AS put_first)
                UNION ALL
                (SELECT 3, queued.* FROM unnest($2::text[]) AS asked (pool) CROSS JOIN LATERAL (
                    SELECT id, emergency, due_at FROM thread
                     WHERE site_id = $1 AND pool = asked.pool AND %2$s
                     ORDER BY (NOT emergency), due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) AS queued)) AS found
              JOIN thread USING (id)
             ORDER BY (NOT found.emergency), found.part, found.due_at, thread.id LIMIT 1
            """
                    .formatted(FREE, ANYBODYS);

    static final String QUEUE =
            """
            SELECT * FROM thread
             WHERE site_id = $1 AND pool = $2 AND state = 'WAITING' AND ((NOT emergency), due_at, id) > ($3, $4, $5)
             ORDER BY (NOT emergency), due_at, id LIMIT $6
            """;

    private static final String CALLS =
            """
            SELECT * FROM thread WHERE site_id = $1 AND pool = $2 AND call_due_at <= $3
             ORDER BY call_due_at, id LIMIT $4
            """;

    private static final String UNOPENED = "SELECT id FROM message WHERE id = ANY ($1) AND opened_at IS NULL";

    private static final String CALL_DUE = "UPDATE thread SET call_due_at = $2 WHERE id = $1";

    private final ThreadStore threads;

    QueueStore(ThreadStore threads) {
        this.threads = threads;
    }

    /** Emergencies before all; then what is kept for the agent, what a supervisor put first, and what is due first. */
    Uni<MessageThread> next(Tx tx, String site, Collection<String> pools, String agent) {
        return Sql.first(tx.reads(), threads::from, NEXT, site, pools.toArray(String[]::new), tx.now(), agent);
    }

    /** What waits, held and set aside included, behind a place. */
    Uni<List<MessageThread>> queue(SqlClient client, String site, String pool, QueuePlace after, int most) {
        return Sql.list(client, threads::from, QUEUE, site, pool, after.noEmergency(), after.dueAt(), after.id(), most);
    }

    /** The patients who are to be called, since they have not read an urgent answer. */
    Uni<List<MessageThread>> calls(SqlClient client, String site, String pool, Instant now, int most) {
        return Sql.list(client, threads::from, CALLS, site, pool, now, most);
    }

    /** Which of some messages their patient has not opened. */
    Uni<List<UUID>> unopened(SqlClient client, Collection<UUID> messages) {
        return Sql.list(client, row -> row.getUUID("id"), UNOPENED, (Object) messages.toArray(UUID[]::new));
    }

    Uni<?> callDue(Tx tx, UUID thread) {
        return tx.run(CALL_DUE, thread, tx.now());
    }
}
