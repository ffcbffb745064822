package org.carepromise.kit.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.worktime.PromiseRun;
import org.carepromise.worktime.PromiseTerms;

@ApplicationScoped
class PromiseStore {

    private static final String INSERT =
            """
            INSERT INTO promise (id, public_id, subject, site_id, policy_id, policy, policy_version, site_version,
                                 started_at, since, banked_micros, target_at, limit_at, first_limit_at, within_sla,
                                 at_risk_at, tiers_at, state, tier, epoch, own_limit)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 0, $10, $11, $11, $12, $13, $14, $15, 0, 1, $16)
            """;

    private static final String UPDATE =
            """
            UPDATE promise
               SET site_version = $2, since = $3, banked_micros = $4, target_at = $5, limit_at = $6, at_risk_at = $7,
                   tiers_at = $8, state = $9, kept_at = $10, breached_at = $11, ended_at = coalesce(ended_at, $12),
                   epoch = $13
             WHERE id = $1
            """;

    // The newest, for a promise may have been withdrawn and made anew; UUIDv7 sorts by the time of making.
    private static final String LOCK_NEWEST =
            "SELECT * FROM promise WHERE subject = $1 AND policy_id = $2 ORDER BY id DESC LIMIT 1 FOR UPDATE";

    private static final String LOCK = "SELECT * FROM promise WHERE id = $1 FOR UPDATE";

    private static final String OF_SUBJECTS =
            "SELECT * FROM promise WHERE subject = ANY ($1) ORDER BY subject, limit_at, id";

    private static final String LOCK_RUNNING_AFTER =
            """
            SELECT * FROM promise
             WHERE state IN ('ON_TRACK', 'AT_RISK') AND id > $1 AND site_version < $2 AND NOT own_limit
             ORDER BY id LIMIT $3
               FOR UPDATE
            """;

    private static final String OWN_LIMIT = "UPDATE promise SET own_limit = true WHERE id = $1";

    private static final String CLEAR_TIMERS = "DELETE FROM sla_timer WHERE promise_id = $1";

    private static final String SET_TIMERS =
            """
            INSERT INTO sla_timer (promise_id, kind, tier, epoch, due_at, ready_at)
            SELECT $1, kind, tier, $2, due_at, due_at FROM unnest($3::text[], $4::int[], $5::timestamptz[])
                   AS due (kind, tier, due_at)
            """;

    // Everything that is due at once is applied by one statement: the rows of several kinds of one promise together
    // (an UPDATE that joined them one by one would lose all but one), each event under an id made of promise, kind,
    // tier and epoch, so that not even a fault of ours could tell it twice. A poll leaves timers and promises that
    // others hold to the next poll, else it would deadlock with a change of the promise, which takes them the other
    // way round; and with a timer the later ones of its promise, which would be told before it.
    private static final String FIRE =
            """
            WITH due AS MATERIALIZED (
                SELECT id, promise_id, kind, tier, epoch, due_at
                  FROM sla_timer
                 WHERE %s
                 ORDER BY due_at, id LIMIT $3
                   FOR UPDATE %s),
            next AS MATERIALIZED (
                SELECT * FROM due
                 WHERE (SELECT count(*) FROM sla_timer earlier
                         WHERE earlier.promise_id = due.promise_id AND earlier.epoch = due.epoch
                           AND (earlier.due_at, earlier.id) < (due.due_at, due.id)
                           AND earlier.id NOT IN (SELECT id FROM due)) = 0),
            held AS MATERIALIZED (
                SELECT next.*, promise.public_id, promise.subject, promise.site_id, promise.policy_id, promise.limit_at,
                       promise.epoch = next.epoch AND promise.state IN ('ON_TRACK', 'AT_RISK', 'BREACHED') AS live
                  FROM next JOIN promise ON promise.id = next.promise_id
                   FOR UPDATE OF promise SKIP LOCKED),
            gone AS (
                DELETE FROM sla_timer USING held WHERE sla_timer.id = held.id),
            changed AS (
                UPDATE promise
                   SET state = CASE WHEN fallen.breached_at IS NOT NULL THEN 'BREACHED'
                                    WHEN fallen.at_risk AND promise.state = 'ON_TRACK' THEN 'AT_RISK'
                                    ELSE promise.state END,
                       breached_at = coalesce(promise.breached_at, fallen.breached_at),
                       ended_at = coalesce(promise.ended_at, fallen.breached_at),
                       tier = greatest(promise.tier, fallen.tier)
                  FROM (SELECT promise_id, bool_or(kind = 'AT_RISK') AS at_risk,
                               max(due_at) FILTER (WHERE kind = 'BREACH') AS breached_at,
                               max(tier) AS tier
                          FROM held WHERE live GROUP BY promise_id) AS fallen
                 WHERE promise.id = fallen.promise_id),
            escalated AS (
                INSERT INTO sla_timer (kind, subject, tier, epoch, due_at, ready_at, site_id, data)
                SELECT $4, public_id, tier, epoch, due_at, due_at, site_id,
                       jsonb_build_object('policy', policy_id, 'subject', subject)
                  FROM held WHERE live AND kind = 'TIER'
                ON CONFLICT DO NOTHING),
            told AS (
                INSERT INTO event (id, type, subject, site_id, time, data)
                SELECT md5(promise_id || ':' || kind || ':' || tier || ':' || epoch)::uuid,
                       CASE kind WHEN 'AT_RISK' THEN 'carepromise.promise.at-risk.v1'
                                 WHEN 'BREACH' THEN 'carepromise.promise.breached.v1'
                                 ELSE 'carepromise.promise.escalated.v1' END,
                       subject, site_id, due_at,
                       jsonb_build_object(
                           'promiseId', public_id, 'policy', policy_id,
                           'limit', to_char(limit_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                         || CASE WHEN kind = 'TIER' THEN jsonb_build_object('tier', tier) ELSE '{}' END
                         || CASE WHEN $5 - due_at >= interval '10 seconds'
                                 THEN jsonb_build_object('lateBySeconds', extract(epoch FROM $5 - due_at)::bigint)
                                 ELSE '{}' END
                  FROM (SELECT * FROM held WHERE live ORDER BY due_at, id) AS in_order
                ON CONFLICT (id) DO NOTHING)
            SELECT kind, policy_id, due_at, live FROM held
            """;

    private static final String FIRE_DUE =
            FIRE.formatted("promise_id IS NOT NULL AND due_at <= $1 AND due_at > $2::timestamptz", "SKIP LOCKED");

    // Who changes a promise waits for a poll that has claimed a timer of it: the poll cannot get the promise, so it
    // gives the timer back and waits for nobody. Passed over, the timer would be cleared by the change, and never told.
    private static final String FIRE_OF_PROMISE = FIRE.formatted("promise_id = $2::uuid AND due_at <= $1", "");

    /** A timer that was claimed; without effect where its promise had changed. */
    record Fired(PromiseTimerKind kind, String policy, Instant dueAt, boolean live) {}

    /** @param ownLimit whether the limit is not the policy's, so that a new calendar does not move it */
    Uni<Void> insert(Tx tx, Promise promise, boolean ownLimit) {
        var terms = promise.terms();
        return tx.run(
                        INSERT,
                        promise.id(),
                        promise.publicId(),
                        promise.subject(),
                        promise.site(),
                        promise.policy(),
                        PolicyColumn.of(promise.run().policy()),
                        terms.policyVersion(),
                        terms.siteVersion(),
                        promise.startedAt(),
                        terms.targetAt().orElse(null),
                        terms.limitAt(),
                        promise.withinSla(),
                        terms.atRiskAt(),
                        terms.tiersAt().toArray(Instant[]::new),
                        promise.state().name(),
                        ownLimit)
                .replaceWithVoid();
    }

    /** From now on its limit is not the policy's. */
    Uni<Void> ownLimit(Tx tx, Promise promise) {
        return tx.run(OWN_LIMIT, promise.id()).replaceWithVoid();
    }

    Uni<Void> update(Tx tx, Promise promise) {
        var terms = promise.terms();
        return tx.run(
                        UPDATE,
                        promise.id(),
                        terms.siteVersion(),
                        promise.run().since(),
                        PolicyColumn.micros(promise.run().banked()),
                        terms.targetAt().orElse(null),
                        terms.limitAt(),
                        terms.atRiskAt(),
                        terms.tiersAt().toArray(Instant[]::new),
                        promise.state().name(),
                        promise.keptAt().orElse(null),
                        promise.breachedAt().orElse(null),
                        promise.state().isOpen() ? null : tx.now(),
                        promise.epoch())
                .replaceWithVoid();
    }

    /** @return the newest of the subject's promises under a policy, locked, or null */
    Uni<Promise> lockNewest(Tx tx, String subject, String policy) {
        return Sql.first(tx.reads(), PromiseStore::promise, LOCK_NEWEST, subject, policy);
    }

    /** @return the promise, locked, or null */
    Uni<Promise> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), PromiseStore::promise, LOCK, id);
    }

    Uni<List<Promise>> of(SqlClient client, Collection<String> subjects) {
        return Sql.list(client, PromiseStore::promise, OF_SUBJECTS, (Object) subjects.toArray(String[]::new));
    }

    /** Those that run and were rated by an earlier version of the sites, by id; none with a limit of its own. */
    Uni<List<Promise>> lockRunningAfter(Tx tx, UUID after, long siteVersion, int most) {
        return Sql.list(tx.reads(), PromiseStore::promise, LOCK_RUNNING_AFTER, after, siteVersion, most);
    }

    Uni<Void> clearTimers(Tx tx, Promise promise) {
        return tx.run(CLEAR_TIMERS, promise.id()).replaceWithVoid();
    }

    Uni<Void> setTimers(Tx tx, Promise promise, List<PromiseTimerKind.Due> due) {
        return tx.run(
                        SET_TIMERS,
                        promise.id(),
                        promise.epoch(),
                        due.stream().map(each -> each.kind().name()).toArray(String[]::new),
                        due.stream().map(PromiseTimerKind.Due::tier).toArray(Integer[]::new),
                        due.stream().map(PromiseTimerKind.Due::at).toArray(Instant[]::new))
                .replaceWithVoid();
    }

    /** Claims and applies what is due, in the order of the due times. */
    Uni<List<Fired>> fireDue(Tx tx, Instant dueAfter, int most, String escalation) {
        return Sql.list(tx.reads(), PromiseStore::fired, FIRE_DUE, tx.now(), dueAfter, most, escalation, tx.now());
    }

    /** The same for one promise, which is locked, up to an instant. */
    Uni<List<Fired>> fireOf(Tx tx, Promise promise, Instant dueUntil, String escalation) {
        return Sql.list(
                tx.reads(),
                PromiseStore::fired,
                FIRE_OF_PROMISE,
                dueUntil,
                promise.id(),
                Integer.MAX_VALUE,
                escalation,
                tx.now());
    }

    private static Fired fired(Row row) {
        return new Fired(
                PromiseTimerKind.valueOf(row.getString("kind")),
                row.getString("policy_id"),
                Sql.instant(row, "due_at"),
                row.getBoolean("live"));
    }

    private static Promise promise(Row row) {
        var policy = PolicyColumn.read(
                row.getString("policy_id"), row.getLong("policy_version"), row.getJsonObject("policy"));
        var state = PromiseState.valueOf(row.getString("state"));
        return new Promise(
                row.getUUID("id"),
                row.getString("subject"),
                Sql.instant(row, "started_at"),
                new PromiseRun(
                        policy,
                        Sql.instant(row, "since"),
                        Duration.of(row.getLong("banked_micros"), ChronoUnit.MICROS),
                        state == PromiseState.PAUSED),
                new PromiseTerms(
                        policy.id(),
                        policy.version(),
                        row.getString("site_id"),
                        row.getLong("site_version"),
                        Optional.ofNullable(Sql.instant(row, "target_at")),
                        Sql.instant(row, "limit_at"),
                        Sql.instant(row, "at_risk_at"),
                        Arrays.stream(row.getArrayOfOffsetDateTimes("tiers_at"))
                                .map(OffsetDateTime::toInstant)
                                .toList()),
                Sql.instant(row, "first_limit_at"),
                row.getBoolean("within_sla"),
                state,
                Optional.ofNullable(Sql.instant(row, "kept_at")),
                Optional.ofNullable(Sql.instant(row, "breached_at")),
                row.getInteger("tier"),
                row.getLong("epoch"));
    }
}
