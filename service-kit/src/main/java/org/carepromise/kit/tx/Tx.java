package org.carepromise.kit.tx;

import java.time.Instant;
import java.util.List;

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

    private final SqlConnection connection;
    private final Instant now;

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
     * Sends statements one behind the other without waiting in between: one round trip for all of them. They run in the
     * order given, and the first failure is the one that counts.
     */
    public Uni<Void> together(List<Uni<?>> statements) {
        return Uni.join()
                .all(statements.stream().map(each -> each.replaceWithVoid()).toList())
                .andFailFast()
                .replaceWithVoid();
    }
}
