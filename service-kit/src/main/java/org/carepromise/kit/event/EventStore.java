package org.carepromise.kit.event;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class EventStore {

    private static final long RELAY = 0x6576656e74L; // «event»

    private static final String BECOME_RELAY = "SELECT pg_try_advisory_xact_lock($1) AS mine";

    // A statement of its own behind the lock: its snapshot then holds all that the replica before has numbered. The
    // limit is written out, because of a parameter the server would expect a tenth of the table.
    private static final String NUMBER =
            """
            WITH next AS MATERIALIZED (
                SELECT id, row_number() OVER (ORDER BY seq) AS place
                  FROM event WHERE position IS NULL ORDER BY seq LIMIT %d),
            head AS (
                UPDATE event_head SET position = position + (SELECT count(*) FROM next)
                 WHERE EXISTS (SELECT FROM next)
                RETURNING position - (SELECT count(*) FROM next) AS before)
            UPDATE event SET position = head.before + next.place
              FROM next, head WHERE event.id = next.id
            """
                    .formatted(EventRelay.LARGEST_BATCH);

    /** Whether this transaction is the one that numbers; until its end no other is. */
    Uni<Boolean> becomeRelay(Tx tx) {
        return Sql.first(tx.reads(), row -> row.getBoolean("mine"), BECOME_RELAY, RELAY);
    }

    /** @return how many were numbered, at most {@link EventRelay#LARGEST_BATCH} */
    Uni<Integer> number(Tx tx) {
        return tx.run(NUMBER).map(numbered -> numbered.rowCount());
    }
}
