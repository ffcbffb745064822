package org.carepromise.kit.health;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import org.carepromise.kit.tx.Sql;

/**
 * Ready means that the database takes writes: after a failover a pool may hold connections to a standby that still
 * answers reads. Liveness does not ask, for restarting this process would not mend the database.
 */
@Readiness
@ApplicationScoped
class DatabaseWritable implements AsyncHealthCheck {

    private static final String NAME = "database-writable";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String WRITABLE =
            "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS writable";

    private final Pool pool;

    DatabaseWritable(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Sql.first(pool, row -> row.getBoolean("writable"), WRITABLE)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(writable ->
                        HealthCheckResponse.named(NAME).status(writable).build())
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.down(NAME));
    }
}
