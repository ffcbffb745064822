package org.carepromise.callback.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackState;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** A site's queue as its supervisors see it. */
@ApplicationScoped
class DeskStore {

    private static final String ASSIGN_UNTIL = "UPDATE callback SET assigned_until = $2 WHERE id = $1";

    private static final String COUNTS =
            """
            SELECT state, skill, language, count(*) AS callbacks,
                   count(*) FILTER (WHERE state = 'QUEUED' AND due_at < $2) AS overdue
              FROM callback WHERE site_id = $1 AND ended_at IS NULL
             GROUP BY state, skill, language ORDER BY state, skill, language
            """;

    private static final String HELD =
            """
            SELECT id, skill, language, lease_agent, claimed_at, lease_until, first_attempt_at, due_at
              FROM callback WHERE site_id = $1 AND state = 'CLAIMED' ORDER BY claimed_at, id LIMIT $2
            """;

    // Each part begins where the page before ended, and is read by the index of the queue; so a page costs as many rows
    // as
    // it has, three times at most, wherever it lies.
    private static final String PART =
            """
            (SELECT %s AS part, %s AS at, callback.* FROM callback
              WHERE site_id = $1 AND %s AND (%2$s, id) > (%s, %s)
              ORDER BY %2$s, id LIMIT $8)
            """;

    static final String WAITING = "SELECT * FROM ("
            + PART.formatted(
                    "1", "put_first_at", "put_first_at IS NOT NULL AND state IN ('QUEUED', 'RETRY_WAIT')", "$2", "$3")
            + " UNION ALL "
            + PART.formatted("2", "due_at", "put_first_at IS NULL AND state = 'QUEUED'", "$4", "$5")
            + " UNION ALL "
            + PART.formatted("3", "retry_at", "put_first_at IS NULL AND state = 'RETRY_WAIT'", "$6", "$7")
            + ") AS queue ORDER BY part, at, id LIMIT $8";

    private final CallbackStore callbacks;

    DeskStore(CallbackStore callbacks) {
        this.callbacks = callbacks;
    }

    /** How many are in one state, of one skill and language. */
    record Count(CallbackState state, String skill, String language, int callbacks, int overdue) {}

    /** What an agent has. */
    record Held(
            UUID id,
            String skill,
            String language,
            String agent,
            Instant claimedAt,
            Instant leaseUntil,
            Optional<Instant> startedAt,
            Instant dueAt) {}

    /** Who waits, at which place. */
    record Waiting(QueuePlace place, Callback callback, Optional<Instant> assignedUntil) {}

    Uni<?> assignUntil(Tx tx, UUID id, Instant until) {
        return tx.run(ASSIGN_UNTIL, id, until);
    }

    Uni<List<Count>> counts(SqlClient client, String site, Instant now) {
        return Sql.list(
                client,
                row -> new Count(
                        CallbackState.valueOf(row.getString("state")),
                        row.getString("skill"),
                        row.getString("language"),
                        row.getLong("callbacks").intValue(),
                        row.getLong("overdue").intValue()),
                COUNTS,
                site,
                now);
    }

    /** Longest held first. */
    Uni<List<Held>> held(SqlClient client, String site, int most) {
        return Sql.list(client, DeskStore::heldFrom, HELD, site, most);
    }

    /** Those that wait, in the order in which they are taken, behind a place. */
    Uni<List<Waiting>> waiting(SqlClient client, String site, QueuePlace after, int most) {
        return Sql.list(
                client,
                this::waitingFrom,
                WAITING,
                site,
                after.atIn(QueuePlace.PUT_FIRST),
                after.idIn(QueuePlace.PUT_FIRST),
                after.atIn(QueuePlace.FIRST_ATTEMPT),
                after.idIn(QueuePlace.FIRST_ATTEMPT),
                after.atIn(QueuePlace.RETRY),
                after.idIn(QueuePlace.RETRY),
                most);
    }

    private Waiting waitingFrom(Row row) {
        var callback = callbacks.from(row);
        return new Waiting(
                new QueuePlace(row.getInteger("part"), Sql.instant(row, "at"), callback.id()),
                callback,
                Optional.ofNullable(Sql.instant(row, "assigned_until")));
    }

    private static Held heldFrom(Row row) {
        return new Held(
                row.getUUID("id"),
                row.getString("skill"),
                row.getString("language"),
                row.getString("lease_agent"),
                Sql.instant(row, "claimed_at"),
                Sql.instant(row, "lease_until"),
                Optional.ofNullable(Sql.instant(row, "first_attempt_at")),
                Sql.instant(row, "due_at"));
    }
}
