package org.carepromise.acceptance;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Timers on two replicas that are killed at random, while every second promise changes under them: each effect happens once,
 * none is lost, none comes early, those of one promise in their order.
 */
class TimerStormIT {

    private static final int TIMERS_EACH = 5;
    private static final Duration LEAD = Duration.ofSeconds(2);

    /** How soon before its first timer a promise changes; some of its timers have fired by then, where polls are fast. */
    private static final Duration CHANGE_AHEAD = Duration.ofMillis(250);

    private static final Duration CHANGE_EVERY = Duration.ofMillis(50);

    // What should happen is kept apart from what the product keeps; what happens is stamped by the database's own
    // clock.
    private static final String PREPARE =
            """
            CREATE SCHEMA storm;
            CREATE TABLE storm.expected (
                promise_id uuid, kind text, tier int, epoch bigint, due_at timestamptz,
                PRIMARY KEY (promise_id, kind, tier));
            ALTER TABLE event ADD COLUMN storm_at timestamptz DEFAULT clock_timestamp();
            CREATE TABLE storm.escalated (subject text, tier int, epoch bigint, due_at timestamptz, at timestamptz);
            CREATE FUNCTION storm.note() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO storm.escalated VALUES (new.subject, new.tier, new.epoch, new.due_at, clock_timestamp());
                RETURN NULL;
            END $$;
            CREATE TRIGGER storm_note AFTER INSERT ON sla_timer FOR EACH ROW
                WHEN (new.kind = 'promise-escalation') EXECUTE FUNCTION storm.note();
            """;

    // Each promise's five fall due one after the other within a second or so, some of them at one instant.
    private static final String MAKE =
            """
            WITH seeded AS MATERIALIZED (SELECT setseed(?)),
            one AS MATERIALIZED (
                SELECT number, ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid AS id,
                       ?::timestamptz + number * (?::interval / ?) AS at_risk_at,
                       floor(random() * 4) * interval '100 ms' AS tier1, floor(random() * 4) * interval '100 ms' AS breach,
                       random() * interval '400 ms' AS tier2, random() * interval '400 ms' AS tier3
                  FROM seeded, generate_series(0, ? - 1) AS number),
            made AS (
                INSERT INTO promise (id, public_id, subject, site_id, policy_id, policy, policy_version, site_version,
                                     started_at, since, banked_micros, limit_at, first_limit_at, within_sla, at_risk_at,
                                     tiers_at, state, tier, epoch)
                SELECT id, 'prom_' || number, 'thing_' || number, 'springfield', 'urgent-answered',
                       '{"clock": "ELAPSED", "limit": 7200000000, "atRiskPercent": 90, "pausable": false,
                         "tierPercents": []}',
                       1, 1000000,
                       at_risk_at - interval '1 h', at_risk_at - interval '1 h', 0, at_risk_at + tier1 + breach,
                       at_risk_at + tier1 + breach, true, at_risk_at, '{}', 'ON_TRACK', 0, 1
                  FROM one),
            expected AS (
                INSERT INTO storm.expected
                SELECT id, kind, tier, 1, due_at
                  FROM one CROSS JOIN LATERAL (VALUES
                       ('AT_RISK', 0, at_risk_at),
                       ('TIER', 1, at_risk_at + tier1),
                       ('BREACH', 0, at_risk_at + tier1 + breach),
                       ('TIER', 2, at_risk_at + tier1 + breach + tier2),
                       ('TIER', 3, at_risk_at + tier1 + breach + tier2 + tier3)) AS timer (kind, tier, due_at)
                RETURNING *)
            SELECT count(*) FROM expected
            """;

    private static final String SET_TIMERS =
            """
            INSERT INTO sla_timer (promise_id, kind, tier, epoch, due_at, ready_at)
            SELECT promise_id, kind, tier, epoch, due_at, due_at FROM storm.expected ORDER BY due_at, promise_id
            """;

    private static final String LOCK_SOME =
            """
            SELECT id FROM promise
             WHERE at_risk_at > ? AND at_risk_at <= ? AND get_byte(uuid_send(id), 15) % 2 = 1
             ORDER BY id FOR UPDATE
            """;

    // As PromiseKeeper does: a promise that has nothing due gets another epoch, and what has not happened yet falls due
    // later.
    // Half of them leave the timers of the epoch before, as nobody does: those must have no effect.
    private static final String CHANGE_SOME =
            """
            WITH changed AS (
                UPDATE promise SET epoch = epoch + 1
                 WHERE at_risk_at > ? AND at_risk_at <= ? AND get_byte(uuid_send(id), 15) % 2 = 1
                   AND state IN ('ON_TRACK', 'AT_RISK')
                   AND NOT EXISTS (SELECT FROM sla_timer
                                    WHERE promise_id = promise.id AND sla_timer.epoch = promise.epoch AND due_at <= ?)
                RETURNING id, epoch),
            moved AS (
                UPDATE storm.expected SET epoch = changed.epoch, due_at = due_at + interval '1500 ms'
                  FROM changed WHERE promise_id = changed.id AND due_at > ?
                RETURNING promise_id, kind, tier, expected.epoch, due_at),
            cleared AS (
                DELETE FROM sla_timer USING changed
                 WHERE promise_id = changed.id AND get_byte(uuid_send(promise_id), 15) % 4 = 1),
            set_anew AS (
                INSERT INTO sla_timer (promise_id, kind, tier, epoch, due_at, ready_at)
                SELECT promise_id, kind, tier, epoch, due_at, due_at FROM moved)
            SELECT count(*) FROM changed
            """;

    private static final String HAPPENED =
            """
            SELECT data ->> 'promiseId' AS public_id, time, seq, subject, storm_at,
                   CASE type WHEN 'carepromise.promise.at-risk.v1' THEN 'AT_RISK'
                             WHEN 'carepromise.promise.breached.v1' THEN 'BREACH'
                             WHEN 'carepromise.promise.escalated.v1' THEN 'TIER' ELSE type END AS kind,
                   coalesce((data ->> 'tier')::int, 0) AS tier
              FROM event WHERE type LIKE 'carepromise.promise.%'
            """;

    private static final String NOT_ONCE =
            """
            WITH happened AS (%s),
            counted AS (
                SELECT public_id, kind, tier, count(*) AS times, min(time) AS time FROM happened GROUP BY 1, 2, 3)
            SELECT concat_ws(' ', public_id, kind, tier, 'happened', coalesce(times, 0), 'times, at', time, 'for', due_at)
              FROM (SELECT public_id, expected.* FROM storm.expected JOIN promise ON promise.id = promise_id) AS expected
              FULL JOIN counted USING (public_id, kind, tier)
             WHERE times IS DISTINCT FROM 1 OR time IS DISTINCT FROM due_at
            """
                    .formatted(HAPPENED);

    private static final String EARLY =
            """
            SELECT concat_ws(' ', public_id, kind, tier, 'at', storm_at, 'for', time) FROM (%s) AS happened
             WHERE storm_at < time
            """
                    .formatted(HAPPENED);

    private static final String OUT_OF_ORDER =
            """
            SELECT concat_ws(' ', subject, kind, tier, 'of', time, 'after one of', before)
              FROM (SELECT *, lag(time) OVER (PARTITION BY subject ORDER BY seq) AS before FROM (%s) AS happened) AS ordered
             WHERE before > time
            """
                    .formatted(HAPPENED);

    private static final String WRONG_STATES =
            """
            SELECT concat_ws(' ', public_id, state, promise.tier, promise.epoch, breached_at)
              FROM promise JOIN storm.expected ON promise_id = id AND kind = 'BREACH'
             WHERE state <> 'BREACHED' OR promise.tier <> 3 OR breached_at IS DISTINCT FROM due_at
                OR ended_at IS DISTINCT FROM due_at OR promise.epoch <> expected.epoch
            """;

    private static final String WRONG_ESCALATIONS =
            """
            SELECT concat_ws(' ', coalesce(wanted.public_id, subject), wanted.tier, escalated.tier)
              FROM (SELECT public_id, expected.* FROM storm.expected JOIN promise ON id = promise_id
                     WHERE kind = 'TIER') AS wanted
              FULL JOIN storm.escalated ON subject = public_id AND escalated.tier = wanted.tier
                    AND escalated.epoch = wanted.epoch AND escalated.due_at = wanted.due_at AND at >= wanted.due_at
             WHERE wanted.public_id IS NULL OR subject IS NULL
            """;

    @Test
    void timersFireOnceAndInTheirOrderWhileReplicasAreKilledTwice() {
        storm(400, Duration.ofSeconds(4), 2);
    }

    @Test
    @Tag("full")
    void twentyThousandTimersFireOnceAndInTheirOrderWhileReplicasAreKilledTenTimes() {
        storm(4_000, Duration.ofSeconds(20), 10);
    }

    private static void storm(int promises, Duration spread, int kills) {
        try (var replicas = new TwoReplicas(Map.of())) {
            var storm = new Storm(replicas, "timers");
            replicas.change(PREPARE);
            var from = Instant.now().plus(LEAD);
            replicas.change(
                    MAKE,
                    storm.random().nextDouble(),
                    from.atOffset(ZoneOffset.UTC),
                    spread.toString(),
                    promises,
                    promises);
            replicas.change(SET_TIMERS);
            long before = replicas.number("SELECT last_value FROM event_seq");
            var changes = new Changes(replicas, from);
            try (var running = changes.start()) {
                storm.rage(
                        kills,
                        () -> replicas.number("SELECT last_value FROM event_seq") - before,
                        (long) promises * TIMERS_EACH);
                storm.until(() -> replicas.number("SELECT count(*) FROM sla_timer WHERE promise_id IS NOT NULL") == 0);
            }
            report(replicas, changes, from, kills);

            assertThat(changes.made).as("promises changed meanwhile").hasPositiveValue();
            assertNone(replicas, "not once, or not at its time", NOT_ONCE);
            assertNone(replicas, "early", EARLY);
            assertNone(replicas, "out of order", OUT_OF_ORDER);
            assertNone(replicas, "in a wrong state", WRONG_STATES);
            assertNone(replicas, "escalated wrongly", WRONG_ESCALATIONS);
        }
    }

    private static void assertNone(TwoReplicas replicas, String what, String sql) {
        assertThat(replicas.read(sql, row -> row.getString(1))).as(what).isEmpty();
    }

    private static void report(TwoReplicas replicas, Changes changes, Instant from, int kills) {
        System.out.printf(
                "timers: %d events of %d, %d promises changed, %d kills, %s after the first was due; sessions cut off and late: %s%n",
                replicas.number("SELECT count(*) FROM event WHERE type LIKE 'carepromise.promise.%'"),
                replicas.number("SELECT count(*) FROM storm.expected"),
                changes.made.get(),
                kills,
                Duration.between(from, Instant.now()),
                replicas.read(
                        "SELECT (SELECT sessions_abandoned FROM pg_stat_database WHERE datname = current_database()),"
                                + " percentile_cont(0.5) WITHIN GROUP (ORDER BY storm_at - time),"
                                + " max(storm_at - time) FROM event WHERE type LIKE 'carepromise.promise.%'",
                        row -> row.getString(1) + ", " + row.getString(2) + ", " + row.getString(3)));
    }

    /** Changes promises a little before they fall due, from the first one on. */
    private static final class Changes {

        private final TwoReplicas replicas;
        private final AtomicInteger made = new AtomicInteger();
        private Instant upTo;

        private Changes(TwoReplicas replicas, Instant from) {
            this.replicas = replicas;
            this.upTo = from;
        }

        private interface Running extends AutoCloseable {
            @Override
            void close();
        }

        private Running start() {
            var thread = Executors.newSingleThreadScheduledExecutor();
            var running =
                    thread.scheduleAtFixedRate(this::changeSome, 0, CHANGE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return () -> {
                thread.shutdownNow();
                assertThat(running.isCancelled() || !running.isDone())
                        .as("changes go on")
                        .isTrue();
            };
        }

        private void changeSome() {
            var after = upTo.atOffset(ZoneOffset.UTC);
            upTo = Instant.now().plus(CHANGE_AHEAD);
            try (var connection = replicas.connect()) {
                connection.setAutoCommit(false);
                try (var lock = connection.prepareStatement(LOCK_SOME);
                        var change = connection.prepareStatement(CHANGE_SOME)) {
                    lock.setObject(1, after);
                    lock.setObject(2, upTo.atOffset(ZoneOffset.UTC));
                    lock.executeQuery();
                    var now = Instant.now().atOffset(ZoneOffset.UTC);
                    change.setObject(1, after);
                    change.setObject(2, upTo.atOffset(ZoneOffset.UTC));
                    change.setObject(3, now);
                    change.setObject(4, now);
                    var counted = change.executeQuery();
                    counted.next();
                    made.addAndGet(counted.getInt(1));
                }
                connection.commit();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
