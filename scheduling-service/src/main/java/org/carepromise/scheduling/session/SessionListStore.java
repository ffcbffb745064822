package org.carepromise.scheduling.session;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;

/** Sessions as staff read them. */
@ApplicationScoped
class SessionListStore {

    private static final String LIVE_HOLDS =
            """
            CASE WHEN held = 0 THEN 0
                 ELSE (SELECT count(*)::int FROM held_seat WHERE slot_id = slot.id AND expires_at > $1) END
            """;

    private static final String WITH_SEATS =
            """
            SELECT page.*, seats.capacity, seats.taken, seats.held
              FROM page
              CROSS JOIN LATERAL (
                  SELECT coalesce(sum(capacity), 0)::int AS capacity, coalesce(sum(taken), 0)::int AS taken,
                         coalesce(sum(%s), 0)::int AS held
                    FROM slot WHERE slot.session_id = page.id) AS seats
             ORDER BY page.starts_at, page.id
            """
                    .formatted(LIVE_HOLDS);

    // Seats are counted for those of the page alone.
    private static final String PAGE =
            """
            WITH page AS MATERIALIZED (
                SELECT * FROM session
                 WHERE state <> 'DROPPED' AND site_id = ANY ($2) AND %s
                   AND starts_at >= $3 AND starts_at < $4 AND (starts_at, id) > ($5, $6)
                 ORDER BY starts_at, id LIMIT $7)
            """;

    private static final String PAGE_AT_SITES = PAGE.formatted("$8::uuid IS NULL") + WITH_SEATS;

    private static final String PAGE_WITH_PROVIDER = PAGE.formatted("provider_id = $8") + WITH_SEATS;

    private static final String FIND = "WITH page AS MATERIALIZED (SELECT * FROM session WHERE id = $2)" + WITH_SEATS;

    // A closed slot is of no interest, unless somebody sits in it.
    private static final String SLOTS =
            """
            SELECT id, starts_at, ends_at, capacity, overbook, taken, %s AS held, opens_at FROM slot
             WHERE session_id = $2 AND (capacity > 0 OR taken > 0)
             ORDER BY starts_at
            """
                    .formatted(LIVE_HOLDS);

    private static final String CAPS =
            """
            SELECT visit_type_ids, most, taken,
                   (SELECT count(*)::int FROM hold
                     WHERE hold.session_id = $2 AND hold.state = 'HELD' AND hold.expires_at > $1
                       AND hold.visit_type_id = ANY (session_cap.visit_type_ids)) AS held
              FROM session_cap WHERE session_id = $2 ORDER BY number
            """;

    /** Where a page goes on. */
    record Position(Instant startsAt, UUID id) {

        static final Position BEGINNING = new Position(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * Those that begin in the range and were not dropped, by start and id.
     *
     * @param provider one, or null for all
     */
    Uni<List<Session>> page(
            SqlClient client,
            String[] sites,
            UUID provider,
            Instant from,
            Instant toExclusive,
            Position after,
            int limit,
            Instant now) {
        return Sql.list(
                client,
                SessionListStore::session,
                provider == null ? PAGE_AT_SITES : PAGE_WITH_PROVIDER,
                now,
                sites,
                from,
                toExclusive,
                after.startsAt(),
                after.id(),
                limit,
                provider);
    }

    /** @return the session, or null */
    Uni<Session> find(SqlClient client, UUID id, Instant now) {
        return Sql.first(client, SessionListStore::session, FIND, now, id);
    }

    Uni<List<Session.Slot>> slots(SqlClient client, UUID session, Instant now) {
        return Sql.list(
                client,
                row -> new Session.Slot(
                        row.getUUID("id"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        row.getInteger("capacity"),
                        row.getInteger("overbook"),
                        row.getInteger("taken"),
                        row.getInteger("held"),
                        Optional.ofNullable(Sql.instant(row, "opens_at"))),
                SLOTS,
                now,
                session);
    }

    Uni<List<Session.Cap>> caps(SqlClient client, UUID session, Instant now) {
        return Sql.list(
                client,
                row -> new Session.Cap(
                        Arrays.asList(row.getArrayOfStrings("visit_type_ids")),
                        row.getInteger("most"),
                        row.getInteger("taken"),
                        row.getInteger("held")),
                CAPS,
                now,
                session);
    }

    private static Session session(Row row) {
        return new Session(
                row.getUUID("id"),
                Optional.ofNullable(row.getUUID("template_id")),
                row.getUUID("provider_id"),
                row.getString("site_id"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                SessionState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getArrayOfStrings("visit_type_ids")).map(List::of),
                row.getInteger("capacity"),
                row.getInteger("taken"),
                row.getInteger("held"),
                Optional.ofNullable(row.getString("cancellation_reason")).map(SessionCancellationReason::valueOf),
                Optional.ofNullable(Sql.instant(row, "cancelled_at")));
    }
}
