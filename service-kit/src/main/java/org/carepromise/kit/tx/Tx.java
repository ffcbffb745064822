package org.carepromise.kit.tx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * An open transaction. Only {@link Transactions} makes one, so a write outside a transaction does not compile: stores
 * take a {@code Tx} to write and a {@link SqlClient} to read.
 */
public final class Tx {

    private static final String BEGIN = "BEGIN";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";
    private static final String SAVEPOINT = "SAVEPOINT attempt";
    private static final String RELEASE = "RELEASE SAVEPOINT attempt";
    private static final String ROLLBACK_TO = "ROLLBACK TO SAVEPOINT attempt";

    // PostgreSQL answers the COMMIT of a transaction that a statement has failed in with a rollback, and calls that no
    // error. Any statement in front of it does.
    private static final String STILL_SOUND = "SELECT";

    private final SqlConnection connection;
    private final Instant now;
    private final List<Uni<?>> last = new ArrayList<>();

    Tx(SqlConnection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** The instant at which this use case happens: the product's clock, asked once. */
    public Instant now() {
        return now;
    }

    /** For a store's reads inside this transaction. */
    public SqlClient reads() {
        return connection;
    }

    public Uni<RowSet<Row>> run(String sql, Object... arguments) {
        return Sql.run(connection, sql, arguments);
    }

    /**
     * Leaves statements for the end: they are sent in the order given, the commit right behind them, all in one round
     * trip. For writes whose answers decide nothing any more; so the rows they lock are not kept locked while somebody
     * waits. What the database refuses of them refuses the transaction, with that statement's own failure.
     * Each is one statement, as {@link #run} gives it: what would follow from its answer comes after the commit.
     */
    public void withCommit(Uni<?>... statements) {
        last.addAll(List.of(statements));
    }

    /**
     * Sends statements one behind the other without waiting in between: one round trip for all of them. They run in the
     * order given, and the first failure is the one that counts.
     */
    public Uni<Void> together(List<Uni<?>> statements) {
        return Uni.join()
                .all(statements.stream().map(each -> each.replaceWithVoid()).toList())
                .andFailFast()
                .replaceWithVoid();
    }

    /**
     * Tries a part of the work under a savepoint: where it fails, what it did is undone, the failure comes back, and the
     * transaction goes on. What the part left for the commit is sent at the part's own end.
     */
    public <T> Uni<T> attempt(Function<Tx, Uni<T>> part) {
        var inner = new Tx(connection, now);
        return connection
                .query(SAVEPOINT)
                .execute()
                .flatMap(saved -> part.apply(inner))
                .call(() -> {
                    inner.last.add(connection.query(RELEASE).execute());
                    return together(inner.last);
                })
                .onFailure()
                .call(() -> connection.query(ROLLBACK_TO).execute());
    }

    Uni<?> begin() {
        return connection.query(BEGIN).execute();
    }

    Uni<Void> commit() {
        if (last.isEmpty()) {
            last.add(run(STILL_SOUND));
        }
        last.add(connection.query(COMMIT).execute());
        return together(last);
    }

    /** Never fails: a connection that cannot say it any more has rolled back. */
    Uni<?> rollback() {
        return Uni.createFrom()
                .deferred(() -> connection.query(ROLLBACK).execute())
                .onFailure()
                .recoverWithNull();
    }
}
