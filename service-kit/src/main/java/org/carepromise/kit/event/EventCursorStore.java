package org.carepromise.kit.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** How far the log has been handed over to whom, and by which replica. */
@ApplicationScoped
class EventCursorStore {

    private static final String CLAIM =
            """
            INSERT INTO event_cursor AS mine (name, position, holder, leased_until, epoch) VALUES ($1, 0, $2, $3, 1)
            ON CONFLICT (name) DO UPDATE
               SET holder = $2, leased_until = $3,
                   epoch = mine.epoch + CASE WHEN mine.holder = $2 THEN 0 ELSE 1 END
             WHERE mine.holder = $2 OR mine.leased_until <= $4
            RETURNING position, epoch, leased_until
            """;

    private static final String MOVE = "UPDATE event_cursor SET position = $3 WHERE name = $1 AND epoch = $2";

    private static final String BEHIND =
            """
            SELECT (SELECT position FROM event_head) - position AS n FROM event_cursor WHERE name = $1
            """;

    /** @return the lease, or null where another replica has it */
    Uni<Lease> claim(Tx tx, String name, UUID holder, Instant at, Duration lasts) {
        return tx.run(CLAIM, name, holder, at.plus(lasts), at)
                .map(rows -> Sql.list(rows, EventCursorStore::lease).stream()
                        .findFirst()
                        .orElse(null));
    }

    /** @return whether the lease was still good */
    Uni<Boolean> move(Tx tx, String name, long epoch, long position) {
        return tx.run(MOVE, name, epoch, position).map(moved -> moved.rowCount() == 1);
    }

    /** How many numbered events wait to be handed over. */
    Uni<Long> behind(SqlClient client, String name) {
        return Sql.first(client, row -> row.getLong("n"), BEHIND, name);
    }

    private static Lease lease(Row row) {
        return new Lease(row.getLong("position"), row.getLong("epoch"), Sql.instant(row, "leased_until"));
    }
}
