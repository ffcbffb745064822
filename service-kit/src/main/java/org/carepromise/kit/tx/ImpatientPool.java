package org.carepromise.kit.tx;

import java.time.Duration;
import java.util.function.Function;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;

/**
 * Lets nobody wait too long for a connection. The pool's own limit loses connections (Vert.x 4.5.27): where it strikes in
 * the moment in which a waiter's turn comes, the waiter is told no, gets the connection all the same, and nobody ever
 * gives it back. Under load a pool was empty for good within seconds. Here whoever comes too late gives it back.
 */
final class ImpatientPool implements Pool {

    private final Vertx vertx;
    private final Pool pool;
    private final Duration longestWait;

    ImpatientPool(Vertx vertx, Pool pool, Duration longestWait) {
        this.vertx = vertx;
        this.pool = pool;
        this.longestWait = longestWait;
    }

    @Override
    public Future<SqlConnection> getConnection() {
        Promise<SqlConnection> answer = Promise.promise();
        long timer = vertx.setTimer(
                longestWait.toMillis(), late -> answer.tryFail(new NoStackTraceThrowable("no connection in time")));
        pool.getConnection().onComplete(got -> {
            vertx.cancelTimer(timer);
            if (got.failed()) {
                answer.tryFail(got.cause());
            } else if (!answer.tryComplete(got.result())) {
                got.result().close();
            }
        });
        return answer.future();
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return pool.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return pool.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return pool.preparedQuery(sql, options);
    }

    @Override
    public Pool connectHandler(Handler<SqlConnection> handler) {
        pool.connectHandler(handler);
        return this;
    }

    @Override
    @Deprecated
    public Pool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        pool.connectionProvider(provider);
        return this;
    }

    @Override
    public int size() {
        return pool.size();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        pool.close(handler);
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }
}
