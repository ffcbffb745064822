package org.carepromise.kit.tx;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

/**
 * A pool that says no in time: nobody waits longer than half a second or behind more than 200 others for a
 * connection, no statement runs longer than five seconds, no lock is waited for longer than one.
 */
@Singleton
public class BoundedPool implements PgPoolCreator {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final int LONGEST_QUEUE = 200;

    /** What is longer would be sent, parsed and planned anew each time; the driver's own bound is a quarter of this. */
    private static final int LONGEST_STATEMENT = 8_192;

    @Override
    public Pool create(Input input) {
        for (var server : input.pgConnectOptionsList()) {
            server.setProperties(Map.of(
                    "application_name", "carepromise",
                    "timezone", "UTC",
                    "statement_timeout", "5s",
                    "lock_timeout", "1s",
                    "idle_in_transaction_session_timeout", "10s"));
            server.setCachePreparedStatements(true)
                    .setPreparedStatementCacheMaxSize(512)
                    .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
        }
        var pool = PgBuilder.pool()
                .with(input.poolOptions().setMaxWaitQueueSize(LONGEST_QUEUE))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
        return new ImpatientPool(input.vertx(), pool, LONGEST_WAIT);
    }
}
