package org.carepromise.scheduling.session;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class SessionCourseStore {

    private static final String LOCK =
            "SELECT site_id, provider_id, starts_at, ends_at, state FROM session WHERE id = $1 FOR UPDATE";

    private static final String LOCK_SLOTS = "SELECT FROM slot WHERE session_id = $1 ORDER BY starts_at, id FOR UPDATE";

    private static final String CANCEL =
            "UPDATE session SET state = 'CANCELLED', cancellation_reason = $2, cancelled_at = $3 WHERE id = $1";

    // Whoever waits for a slot's lock finds no seat, whatever they read of the session before.
    private static final String CLOSE_SLOTS =
            """
            WITH closed AS (
                UPDATE slot SET capacity = taken, overbook = 0, held = 0 WHERE session_id = $1 RETURNING id)
            DELETE FROM held_seat USING closed WHERE held_seat.slot_id = closed.id
            """;

    /** A session that nobody else changes until the commit. */
    record Locked(String site, UUID provider, Instant startsAt, Instant endsAt, SessionState state) {}

    /** @return the session, locked, or null */
    Uni<Locked> lock(Tx tx, UUID id) {
        return Sql.first(
                tx.reads(),
                row -> new Locked(
                        row.getString("site_id"),
                        row.getUUID("provider_id"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        SessionState.valueOf(row.getString("state"))),
                LOCK,
                id);
    }

    /** Waits for those who are booking, and keeps others from it. */
    Uni<?> lockSlots(Tx tx, UUID session) {
        return tx.run(LOCK_SLOTS, session);
    }

    /** Cancels a session, whose slots are locked. */
    Uni<?> cancel(Tx tx, UUID session, SessionCancellationReason reason) {
        return tx.run(CANCEL, session, reason.name(), tx.now()).flatMap(cancelled -> tx.run(CLOSE_SLOTS, session));
    }
}
