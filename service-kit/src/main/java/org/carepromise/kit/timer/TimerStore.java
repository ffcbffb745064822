package org.carepromise.kit.timer;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class TimerStore {

    private static final String INSERT =
            """
            INSERT INTO sla_timer (kind, subject, tier, epoch, due_at, ready_at, site_id, data)
            SELECT kind, subject, tier, epoch, due_at, due_at, site_id, data
              FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::timestamptz[], $6::text[], $7::jsonb[])
                   AS new (kind, subject, tier, epoch, due_at, site_id, data)
            ON CONFLICT DO NOTHING
            """;

    private static final String DELETE =
            "DELETE FROM sla_timer WHERE subject = $2 AND kind = $1 AND promise_id IS NULL";

    // What a subject change in between needs is the other way round (subject, then timer): so nobody waits here.
    private static final String CLAIM =
            """
            SELECT id, kind, subject, tier, epoch, due_at, site_id, data, tries
              FROM sla_timer
             WHERE promise_id IS NULL AND set_aside_at IS NULL
               AND ready_at <= $1 AND ready_at > $2 AND kind = ANY ($3)
             ORDER BY ready_at, id LIMIT $4
               FOR UPDATE SKIP LOCKED
            """;

    private static final String DONE = "DELETE FROM sla_timer WHERE id = ANY ($1)";

    private static final String TRY_LATER = "UPDATE sla_timer SET tries = tries + 1, ready_at = $2 WHERE id = $1";

    private static final String SET_ASIDE = "UPDATE sla_timer SET tries = tries + 1, set_aside_at = $2 WHERE id = $1";

    private static final String REPLAY =
            """
            UPDATE sla_timer SET tries = 0, set_aside_at = NULL, ready_at = $2
             WHERE id = $1 AND set_aside_at IS NOT NULL AND ($3 OR site_id = ANY ($4) OR site_id = '*')
            """;

    private static final String LIST_SET_ASIDE =
            """
            SELECT id, kind, subject, tier, epoch, due_at, site_id, data, tries, set_aside_at
              FROM sla_timer
             WHERE set_aside_at IS NOT NULL AND id > $1 AND ($2 OR site_id = ANY ($3) OR site_id = '*')
             ORDER BY id LIMIT $4
            """;

    private static final String NEXT_READY =
            """
            SELECT least(
              (SELECT due_at FROM sla_timer WHERE promise_id IS NOT NULL ORDER BY due_at, id LIMIT 1),
              (SELECT ready_at FROM sla_timer WHERE promise_id IS NULL AND set_aside_at IS NULL AND kind = ANY ($1)
                ORDER BY ready_at, id LIMIT 1)) AS next
            """;

    private static final String BACKLOG =
            """
            SELECT (SELECT count(*) FROM (SELECT FROM sla_timer WHERE promise_id IS NOT NULL AND due_at <= $1
                     ORDER BY due_at LIMIT $2) AS overdue)
                 + (SELECT count(*) FROM (SELECT FROM sla_timer WHERE promise_id IS NULL AND set_aside_at IS NULL
                     AND ready_at <= $1 ORDER BY ready_at LIMIT $2) AS overdue) AS overdue,
                   (SELECT count(*) FROM sla_timer WHERE set_aside_at IS NOT NULL) AS set_aside
            """;

    /** A claimed row. */
    record Claimed(long id, int tries, Timer timer) {}

    /** How much waits: overdue at most twice the limit asked with, and set aside. */
    record Backlog(long overdue, long setAside) {}

    /** A timer that nobody tries any more. */
    record SetAside(long id, int tries, Timer timer, Instant setAsideAt) {}

    Uni<Void> insert(Tx tx, List<Timer> timers) {
        return tx.run(
                        INSERT,
                        column(timers, Timer::kind, String[]::new),
                        column(timers, Timer::subject, String[]::new),
                        column(timers, Timer::tier, Integer[]::new),
                        column(timers, Timer::epoch, Long[]::new),
                        column(timers, Timer::dueAt, Instant[]::new),
                        column(timers, Timer::site, String[]::new),
                        column(timers, Timer::data, JsonObject[]::new))
                .replaceWithVoid();
    }

    Uni<Void> delete(Tx tx, String kind, String subject) {
        return tx.run(DELETE, kind, subject).replaceWithVoid();
    }

    Uni<List<Claimed>> claim(Tx tx, Instant after, Set<String> kinds, int most) {
        return Sql.list(tx.reads(), TimerStore::claimed, CLAIM, tx.now(), after, kinds.toArray(String[]::new), most);
    }

    Uni<Void> done(Tx tx, List<Claimed> fired) {
        return tx.run(DONE, (Object) column(fired, Claimed::id, Long[]::new)).replaceWithVoid();
    }

    Uni<Void> tryLater(Tx tx, Claimed failed, Instant at) {
        return tx.run(TRY_LATER, failed.id(), at).replaceWithVoid();
    }

    Uni<Void> setAside(Tx tx, Claimed failed) {
        return tx.run(SET_ASIDE, failed.id(), tx.now()).replaceWithVoid();
    }

    /** @return whether it was there, set aside, and of one of the sites */
    Uni<Boolean> replay(Tx tx, long id, boolean everywhere, Set<String> sites) {
        return tx.run(REPLAY, id, tx.now(), everywhere, sites.toArray(String[]::new))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<List<SetAside>> setAside(SqlClient client, long afterId, boolean everywhere, Set<String> sites, int most) {
        return Sql.list(
                client,
                row -> new SetAside(
                        row.getLong("id"), row.getInteger("tries"), timer(row), Sql.instant(row, "set_aside_at")),
                LIST_SET_ASIDE,
                afterId,
                everywhere,
                sites.toArray(String[]::new),
                most);
    }

    /** @return when the next timer of these kinds or of a promise is due, or null */
    Uni<Instant> nextReadyAt(SqlClient client, Set<String> kinds) {
        return Sql.first(client, row -> Sql.instant(row, "next"), NEXT_READY, (Object) kinds.toArray(String[]::new));
    }

    Uni<Backlog> backlog(SqlClient client, Instant now, int most) {
        return Sql.first(
                client, row -> new Backlog(row.getLong("overdue"), row.getLong("set_aside")), BACKLOG, now, most);
    }

    private static <T, R> R[] column(List<T> rows, Function<T, R> of, java.util.function.IntFunction<R[]> array) {
        return rows.stream().map(of).toArray(array);
    }

    private static Claimed claimed(Row row) {
        return new Claimed(row.getLong("id"), row.getInteger("tries"), timer(row));
    }

    private static Timer timer(Row row) {
        return new Timer(
                row.getString("kind"),
                row.getString("subject"),
                row.getInteger("tier"),
                row.getLong("epoch"),
                Sql.instant(row, "due_at"),
                row.getString("site_id"),
                row.getJsonObject("data"));
    }
}
