package org.carepromise.kit.tx;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;

/**
 * Lets nobody wait too long for a connection. The pool's own limit loses connections (Vert.x 4.5.27): where it strikes in
 * the moment in which a waiter's turn comes, the waiter is told no, gets the connection all the same, and nobody ever
 * gives it back. Under load a pool was empty for good within seconds. Here whoever comes too late gives it back.
 */
@SuppressWarnings("deprecation") // the framework casts to PgPool whatever a creator makes
final class ImpatientPool implements PgPool {

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
        return new OnItsOwn<RowSet<Row>, Query<RowSet<Row>>>(connection -> connection.query(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return new PreparedOnItsOwn<>(connection -> connection.preparedQuery(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return new PreparedOnItsOwn<>(connection -> connection.preparedQuery(sql, options));
    }

    /** A statement that has a connection to itself, for as long as it takes. */
    private class OnItsOwn<T, Q extends Query<T>> implements Query<T> {

        final Function<SqlConnection, Q> on;

        OnItsOwn(Function<SqlConnection, Q> on) {
            this.on = on;
        }

        @Override
        public Future<T> execute() {
            return withConnection(connection -> on.apply(connection).execute());
        }

        @Override
        public void execute(Handler<AsyncResult<T>> handler) {
            execute().onComplete(handler);
        }

        @Override
        public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
            return new OnItsOwn<>(connection -> on.apply(connection).collecting(collector));
        }

        @Override
        public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new OnItsOwn<>(connection -> on.apply(connection).mapping(mapper));
        }
    }

    private final class PreparedOnItsOwn<T> extends OnItsOwn<T, PreparedQuery<T>> implements PreparedQuery<T> {

        PreparedOnItsOwn(Function<SqlConnection, PreparedQuery<T>> on) {
            super(on);
        }

        @Override
        public Future<T> execute(Tuple values) {
            return withConnection(connection -> on.apply(connection).execute(values));
        }

        @Override
        public void execute(Tuple values, Handler<AsyncResult<T>> handler) {
            execute(values).onComplete(handler);
        }

        @Override
        public Future<T> executeBatch(List<Tuple> batch) {
            return withConnection(connection -> on.apply(connection).executeBatch(batch));
        }

        @Override
        public void executeBatch(List<Tuple> batch, Handler<AsyncResult<T>> handler) {
            executeBatch(batch).onComplete(handler);
        }

        @Override
        public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
            return new PreparedOnItsOwn<>(connection -> on.apply(connection).collecting(collector));
        }

        @Override
        public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new PreparedOnItsOwn<>(connection -> on.apply(connection).mapping(mapper));
        }
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        pool.connectHandler(handler);
        return this;
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
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
