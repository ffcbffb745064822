package org.carepromise.kit.tx;

import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;

import org.carepromise.kit.time.ProductClock;

/**
 * Runs a use case in one transaction. A serialization failure, a deadlock, a lock that did not come in time or something
 * {@link DrawnTwice} repeats the whole use case, up to three times; after that the caller hears {@code busy}.
 */
@ApplicationScoped
public class Transactions {

    private static final int REPEATS = 3;
    private static final Set<String> WORTH_REPEATING =
            Set.of(SqlState.SERIALIZATION_FAILURE, SqlState.DEADLOCK, SqlState.LOCK_NOT_AVAILABLE);

    private final Pool pool;
    private final ProductClock clock;

    Transactions(Pool pool, ProductClock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @param work may run more than once, each time in a new transaction at a new instant */
    public <T> Uni<T> run(Function<Tx, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> pool.withConnection(connection -> attempt(work, connection)))
                .onFailure(Transactions::worthRepeating)
                .retry()
                .atMost(REPEATS);
    }

    /**
     * The first statement of the work is sent right behind the begin, without waiting for its answer. The work is
     * deferred, so that what is thrown instead of returned rolls back too.
     */
    private <T> Uni<T> attempt(Function<Tx, Uni<T>> work, SqlConnection connection) {
        var tx = new Tx(connection, clock.instant());
        var result = Uni.createFrom().deferred(() -> work.apply(tx));
        return Uni.combine()
                .all()
                .unis(tx.begin(), result)
                .with((begun, done) -> done)
                .call(tx::commit)
                .onFailure()
                .call(tx::rollback);
    }

    /** Whether a use case that failed so is repeated as a whole: to answer with it would tell of bad luck alone. */
    public static boolean worthRepeating(Throwable failure) {
        return failure instanceof DrawnTwice
                || failure instanceof PgException refused && WORTH_REPEATING.contains(refused.getSqlState());
    }
}
