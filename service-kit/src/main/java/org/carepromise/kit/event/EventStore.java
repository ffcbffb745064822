package org.carepromise.kit.event;

import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class EventStore {

    /** Reads from the oldest event that is kept. */
    static final long FROM_OLDEST = -1;

    /** How many positions one page looks at, at most, whatever little of them it shows. */
    static final int WINDOW = 10_000;

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

    // One statement, so that what is shown and what is pruned are of one snapshot.
    private static final String PAGE =
            """
            WITH log AS MATERIALIZED (
                SELECT head, oldest, CASE WHEN $1 < 0 THEN oldest - 1 ELSE $1 END AS start
                  FROM (SELECT h.position AS head,
                               coalesce((SELECT min(position) FROM event WHERE position IS NOT NULL),
                                        h.position + 1) AS oldest
                          FROM event_head h) AS bounds)
            SELECT log.*, found.*
              FROM log LEFT JOIN LATERAL (
                   SELECT %s
                     FROM event
                    WHERE position > log.start AND position <= log.head AND %s
                      AND ($2::text IS NULL OR type = $2)
                      AND ($3 OR site_id = ANY ($4))
                    ORDER BY position LIMIT $5) AS found ON true
             ORDER BY found.position
            """;

    private static final String PAGE_OF_ALL =
            PAGE.formatted(NumberedEvent.COLUMNS, "position <= log.start + " + WINDOW);
    private static final String PAGE_OF_SUBJECT = PAGE.formatted(NumberedEvent.COLUMNS, "subject = $6");

    private static final String AFTER =
            "SELECT " + NumberedEvent.COLUMNS + " FROM event WHERE position > $1 ORDER BY position LIMIT $2";

    private static final String HEAD = "SELECT position FROM event_head";

    private static final String COUNT_UNNUMBERED =
            "SELECT count(*) AS n FROM (SELECT FROM event WHERE position IS NULL LIMIT 100000) AS unnumbered";

    /** Whether this transaction is the one that numbers; until its end no other is. */
    Uni<Boolean> becomeRelay(Tx tx) {
        return Sql.first(tx.reads(), row -> row.getBoolean("mine"), BECOME_RELAY, RELAY);
    }

    /** @return how many were numbered, at most {@link EventRelay#LARGEST_BATCH} */
    Uni<Integer> number(Tx tx) {
        return tx.run(NUMBER).map(numbered -> numbered.rowCount());
    }

    /**
     * What somebody may see behind a position.
     *
     * @param after a position, or {@link #FROM_OLDEST}
     */
    Uni<EventPage> page(SqlClient client, EventSearch search, long after, int limit) {
        var found = search.subject() == null
                ? Sql.run(client, PAGE_OF_ALL, after, search.type(), search.everySite(), search.siteNames(), limit)
                : Sql.run(
                        client,
                        PAGE_OF_SUBJECT,
                        after,
                        search.type(),
                        search.everySite(),
                        search.siteNames(),
                        limit,
                        search.subject());
        long window = search.subject() == null ? WINDOW : Long.MAX_VALUE / 2;
        return found.map(rows -> page(rows, limit, window));
    }

    /** All that follows a position, for this process's own readers. */
    Uni<List<NumberedEvent>> after(SqlClient client, long position, int most) {
        return Sql.list(client, NumberedEvent::from, AFTER, position, most);
    }

    /** How far the log is numbered. */
    Uni<Long> head(SqlClient client) {
        return Sql.first(client, row -> row.getLong("position"), HEAD);
    }

    /** How many committed events have no position yet, counted up to 100,000. */
    Uni<Long> countUnnumbered(SqlClient client) {
        return Sql.first(client, row -> row.getLong("n"), COUNT_UNNUMBERED);
    }

    private static EventPage page(RowSet<Row> rows, int limit, long window) {
        var first = rows.iterator().next();
        long start = first.getLong("start");
        long head = first.getLong("head");
        var events = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getLong("position") != null)
                .map(NumberedEvent::from)
                .toList();
        long next = events.size() == limit ? events.get(limit - 1).position() : Math.min(head, start + window);
        return new EventPage(start, Math.max(start, next), head, first.getLong("oldest"), events);
    }
}
