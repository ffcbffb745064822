package org.carepromise.kit.tx;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens every connection of the pool before the service says that it is ready. Each takes a key derivation (SCRAM), slow
 * while the code is cold: the first fifty callers would wait for one another's longer than {@link BoundedPool} lets them.
 */
@Singleton
class OpenConnections {

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final int size;

    OpenConnections(Pool pool, @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int size) {
        this.pool = pool;
        this.size = size;
    }

    void open(@Observes StartupEvent start) {
        Multi.createFrom()
                .range(0, size)
                .onItem()
                .transformToUni(each -> pool.getConnection())
                .merge(AT_ONCE)
                .collect()
                .asList()
                .flatMap(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndMerge(SqlConnection::close)
                        .collect()
                        .asList())
                .await()
                .atMost(PATIENCE);
    }
}
