package org.carepromise.bench;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * db-scheduler with the same work for each timer: the promise is at risk if it is still as it was, and the event tells so,
 * in one transaction of one round trip. It locks and fetches in one statement, polls as often as the service does and has
 * as many threads and connections as the service has connections.
 */
final class DbScheduler implements AutoCloseable {

    private static final int THREADS = 20;
    /** Fetches again when half of the threads' worth is left, up to four times as many as there are threads. */
    private static final double FETCH_BELOW = 0.5;

    private static final double FETCH_UP_TO = 4.0;
    private static final Duration POLL_EVERY = Duration.ofMillis(200);

    /** Tables of the same form as the product's, and db-scheduler's own as its documentation has it but for priorities. */
    static final String TABLES =
            """
            CREATE SCHEMA rival;
            CREATE TABLE rival.promise (LIKE public.promise INCLUDING ALL) WITH (fillfactor = 80);
            CREATE TABLE rival.event (LIKE public.event INCLUDING ALL);
            CREATE TABLE rival.scheduled_tasks (
                task_name text NOT NULL,
                task_instance text NOT NULL,
                task_data bytea,
                execution_time timestamptz,
                picked boolean NOT NULL,
                picked_by text,
                last_success timestamptz,
                last_failure timestamptz,
                consecutive_failures int,
                last_heartbeat timestamptz,
                version bigint NOT NULL,
                priority smallint,
                state text,
                PRIMARY KEY (task_name, task_instance)
            ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
            CREATE INDEX ON rival.scheduled_tasks (execution_time);
            CREATE INDEX ON rival.scheduled_tasks (last_heartbeat);
            GRANT USAGE ON SCHEMA rival TO PUBLIC;
            GRANT ALL ON ALL TABLES IN SCHEMA rival TO PUBLIC;
            """;

    private static final String AT_RISK =
            """
            WITH changed AS (
                UPDATE rival.promise SET state = 'AT_RISK'
                 WHERE id = ?::uuid AND epoch = ? AND state = 'ON_TRACK'
                RETURNING public_id, subject, site_id, policy_id, limit_at, at_risk_at)
            INSERT INTO rival.event (id, type, subject, site_id, time, data)
            SELECT uuidv7(), 'carepromise.promise.at-risk.v1', subject, site_id, at_risk_at,
                   jsonb_build_object(
                       'promiseId', public_id, 'policy', policy_id,
                       'limit', to_char(limit_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
              FROM changed
            """;

    private final HikariDataSource connections;
    private final Scheduler scheduler;

    DbScheduler(Stage stage) {
        var database = stage.database();
        var pool = new HikariConfig();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.appUser());
        pool.setPassword(database.appPassword());
        pool.setMaximumPoolSize(THREADS);
        connections = new HikariDataSource(pool);
        scheduler = Scheduler.create(
                        connections, Tasks.oneTime("at-risk", String.class).execute((timer, context) -> fire(timer)))
                .tableName("rival.scheduled_tasks")
                .serializer(new Epochs())
                .threads(THREADS)
                .pollingInterval(POLL_EVERY)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .build();
        scheduler.start();
    }

    private void fire(TaskInstance<String> timer) {
        try (var connection = connections.getConnection();
                var statement = connection.prepareStatement(AT_RISK)) {
            statement.setString(1, timer.getId());
            statement.setLong(2, Long.parseLong(timer.getData()));
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        scheduler.stop();
        connections.close();
    }

    /** Less to write and to read than Java's own form. */
    private static final class Epochs implements Serializer {

        @Override
        public byte[] serialize(Object epoch) {
            return epoch == null ? null : epoch.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] epoch) {
            return epoch == null ? null : type.cast(new String(epoch, StandardCharsets.UTF_8));
        }
    }
}
