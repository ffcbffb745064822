package org.carepromise.kit.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.worktime.DutyContact;

@ApplicationScoped
class AlertStore {

    private static final String COLUMNS =
            """
            id, site_id, pool, role, kind, subject, promise_id, state, step, epoch, version, raised_at, unanswered_at,
            acknowledged_at, acknowledged_by
            """;

    private static final String STEP_COLUMNS = "alert_id, step, rung, person, channel, address, at, delivery, tries";

    private static final String INSERT =
            """
            INSERT INTO alert (id, cause, site_id, pool, role, kind, subject, promise_id, state, step, epoch, version, raised_at)
            SELECT id, cause, site_id, pool, role, kind, subject, promise_id, 'OPEN', 0, 1, 1, $9
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                   AS new (id, cause, site_id, pool, role, kind, subject, promise_id)
            ON CONFLICT (cause) DO NOTHING
            RETURNING\s"""
                    + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM alert WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    // Those that somebody else holds come back without columns: they are there, and have to wait.
    private static final String LOCK_FREE =
            """
            WITH free AS MATERIALIZED (SELECT * FROM alert WHERE id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED)
            SELECT alert.id AS known, free.* FROM alert LEFT JOIN free ON free.id = alert.id WHERE alert.id = ANY ($1)
            """;

    private static final String LIST = "SELECT " + COLUMNS
            + """
                     FROM alert
                    WHERE id < $1 AND ($2 OR site_id = ANY ($3)) AND ($4::text IS NULL OR site_id = $4)
                    ORDER BY id DESC LIMIT $5
                   """;

    private static final String LIST_IN_STATE = "SELECT " + COLUMNS
            + """
                     FROM alert
                    WHERE state = $6 AND id < $1 AND ($2 OR site_id = ANY ($3)) AND ($4::text IS NULL OR site_id = $4)
                    ORDER BY id DESC LIMIT $5
                   """;

    private static final String STEPS =
            "SELECT " + STEP_COLUMNS + " FROM alert_step WHERE alert_id = ANY ($1) ORDER BY alert_id, step";

    private static final String INSERT_STEPS =
            """
            INSERT INTO alert_step (alert_id, step, rung, person, channel, address, at, delivery, next_try_at)
            SELECT alert_id, step, rung, person, channel, address, $8, delivery, $9
              FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                   AS new (alert_id, step, rung, person, channel, address, delivery)
            """;

    private static final String STEPPED =
            """
            UPDATE alert SET step = new.step, version = version + 1
              FROM unnest($1::uuid[], $2::int[]) AS new (id, step)
             WHERE alert.id = new.id
            """;

    private static final String UNANSWERED =
            """
            UPDATE alert SET state = 'UNANSWERED', unanswered_at = $2, version = version + 1 WHERE id = ANY ($1)
            """;

    private static final String ACKNOWLEDGE =
            """
            UPDATE alert SET state = 'ACKNOWLEDGED', acknowledged_at = $2, acknowledged_by = $3, epoch = epoch + 1,
                   version = version + 1
             WHERE id = $1
            RETURNING\s"""
                    + COLUMNS;

    private static final String WITHDRAW =
            "UPDATE alert_step SET delivery = 'WITHDRAWN' WHERE alert_id = $1 AND delivery = 'PENDING'";

    private static final String CUT_SHORT =
            "UPDATE alert SET epoch = epoch + 1, version = version + 1 WHERE id = $1 RETURNING " + COLUMNS;

    // Taken for as long as a message may take; a replica that dies with it leaves it to the others.
    private static final String CLAIM_DELIVERIES =
            """
            WITH due AS MATERIALIZED (
                SELECT alert_id, step FROM alert_step
                 WHERE delivery = 'PENDING' AND next_try_at <= $1
                 ORDER BY next_try_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE alert_step AS it SET tries = it.tries + 1, next_try_at = $2
              FROM due, alert
             WHERE (it.alert_id, it.step) = (due.alert_id, due.step) AND alert.id = it.alert_id
            RETURNING it.alert_id, it.step, it.rung, it.person, it.channel, it.address, it.at, it.delivery, it.tries,
                   alert.kind, alert.site_id
            """;

    // Only as long as it is still the same try: who comes late, after others took it up, decides nothing.
    private static final String DELIVERY =
            """
            UPDATE alert_step SET delivery = $4, next_try_at = $5
             WHERE alert_id = $1 AND step = $2 AND tries = $3 AND delivery = 'PENDING'
            """;

    /** A message on its way. */
    record Outbound(AlertStep step, String kind, String site) {}

    /** An alert asked for with others. */
    record Held(UUID id, Alert alert) {

        boolean isFree() {
            return alert != null;
        }
    }

    /** @return those that are new */
    Uni<List<Alert>> insert(Tx tx, List<NewAlert> alerts) {
        return tx.run(
                        INSERT,
                        column(alerts, each -> IdType.next(tx.now()), UUID[]::new),
                        column(alerts, NewAlert::cause, String[]::new),
                        column(alerts, NewAlert::site, String[]::new),
                        column(alerts, each -> each.post().pool(), String[]::new),
                        column(alerts, each -> each.post().role(), String[]::new),
                        column(alerts, NewAlert::kind, String[]::new),
                        column(alerts, NewAlert::subject, String[]::new),
                        column(alerts, each -> each.promiseId().orElse(null), String[]::new),
                        tx.now())
                .map(rows -> Sql.list(rows, AlertStore::alert));
    }

    Uni<Alert> find(SqlClient client, UUID id) {
        return Sql.first(client, AlertStore::alert, FIND, id);
    }

    Uni<Alert> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), AlertStore::alert, LOCK, id);
    }

    Uni<List<Held>> lockFree(Tx tx, Collection<UUID> ids) {
        return Sql.list(
                tx.reads(),
                row -> new Held(row.getUUID("known"), row.getUUID("id") == null ? null : alert(row)),
                LOCK_FREE,
                (Object) ids.toArray(UUID[]::new));
    }

    /** Newest first. */
    Uni<List<Alert>> page(SqlClient client, Scope sites, String site, AlertState state, UUID before, int most) {
        var names = sites.names().toArray(String[]::new);
        return state == null
                ? Sql.list(client, AlertStore::alert, LIST, before, sites.all(), names, site, most)
                : Sql.list(
                        client, AlertStore::alert, LIST_IN_STATE, before, sites.all(), names, site, most, state.name());
    }

    /** The steps of these alerts, each alert's in their order. */
    Uni<List<AlertStep>> steps(SqlClient client, Collection<UUID> alerts) {
        return Sql.list(client, AlertStore::step, STEPS, (Object) alerts.toArray(UUID[]::new));
    }

    /** @param nextTryAt by the machine's time */
    Uni<Void> insertSteps(Tx tx, List<AlertStep> steps, Instant nextTryAt) {
        return tx.run(
                        INSERT_STEPS,
                        column(steps, AlertStep::alert, UUID[]::new),
                        column(steps, AlertStep::step, Integer[]::new),
                        column(steps, each -> each.rung().name(), String[]::new),
                        column(steps, AlertStep::person, String[]::new),
                        column(steps, each -> each.contact().channel().name(), String[]::new),
                        column(steps, each -> each.contact().address(), String[]::new),
                        column(steps, each -> each.delivery().name(), String[]::new),
                        tx.now(),
                        nextTryAt)
                .replaceWithVoid();
    }

    Uni<Void> stepped(Tx tx, List<AlertStep> steps) {
        return tx.run(
                        STEPPED,
                        column(steps, AlertStep::alert, UUID[]::new),
                        column(steps, AlertStep::step, Integer[]::new))
                .replaceWithVoid();
    }

    Uni<Void> unanswered(Tx tx, List<Alert> alerts) {
        return tx.run(UNANSWERED, column(alerts, Alert::uuid, UUID[]::new), tx.now())
                .replaceWithVoid();
    }

    Uni<Alert> acknowledge(Tx tx, UUID id, String person) {
        return Sql.first(tx.reads(), AlertStore::alert, ACKNOWLEDGE, id, tx.now(), person);
    }

    Uni<Void> withdraw(Tx tx, UUID id) {
        return tx.run(WITHDRAW, id).replaceWithVoid();
    }

    /** From here on no timer that is set has an effect. */
    Uni<Alert> cutShort(Tx tx, UUID id) {
        return Sql.first(tx.reads(), AlertStore::alert, CUT_SHORT, id);
    }

    /**
     * @param at by the machine's time
     * @param againAt when another may take it up, unless its outcome is known by then
     */
    Uni<List<Outbound>> claimDeliveries(Tx tx, Instant at, Instant againAt, int most) {
        return tx.run(CLAIM_DELIVERIES, at, againAt, most)
                .map(rows -> Sql.list(
                        rows, row -> new Outbound(step(row), row.getString("kind"), row.getString("site_id"))));
    }

    /** @return whether it was still this try that counts */
    Uni<Boolean> delivery(Tx tx, AlertStep step, AlertStep.Delivery outcome, Instant nextTryAt) {
        return tx.run(DELIVERY, step.alert(), step.step(), step.tries(), outcome.name(), nextTryAt)
                .map(rows -> rows.rowCount() == 1);
    }

    private static <T, R> R[] column(List<T> rows, Function<T, R> of, IntFunction<R[]> array) {
        return rows.stream().map(of).toArray(array);
    }

    private static Alert alert(Row row) {
        return new Alert(
                row.getUUID("id"),
                row.getString("site_id"),
                new DutyPost(row.getString("pool"), row.getString("role")),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("promise_id"),
                AlertState.valueOf(row.getString("state")),
                row.getInteger("step"),
                row.getLong("epoch"),
                row.getLong("version"),
                Sql.instant(row, "raised_at"),
                Sql.instant(row, "unanswered_at"),
                Sql.instant(row, "acknowledged_at"),
                row.getString("acknowledged_by"));
    }

    private static AlertStep step(Row row) {
        return new AlertStep(
                row.getUUID("alert_id"),
                row.getInteger("step"),
                AlertPlan.Rung.valueOf(row.getString("rung")),
                row.getString("person"),
                new DutyContact(DutyContact.Channel.valueOf(row.getString("channel")), row.getString("address")),
                Sql.instant(row, "at"),
                AlertStep.Delivery.valueOf(row.getString("delivery")),
                row.getInteger("tries"));
    }
}
