package org.carepromise.kit.tx;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Statements with instants in them: the driver wants and gives {@link OffsetDateTime}. */
public final class Sql {

    private Sql() {}

    /** Runs one prepared statement; arguments may be instants and arrays of instants. */
    public static Uni<RowSet<Row>> run(SqlClient client, String sql, Object... arguments) {
        var tuple = Tuple.tuple();
        for (var argument : arguments) {
            tuple.addValue(forDriver(argument));
        }
        return client.preparedQuery(sql).execute(tuple);
    }

    /** Reads all rows. */
    public static <T> Uni<List<T>> list(SqlClient client, Function<Row, T> from, String sql, Object... arguments) {
        return run(client, sql, arguments).map(rows -> list(rows, from));
    }

    /** Reads the first row, or null where there is none. */
    public static <T> Uni<T> first(SqlClient client, Function<Row, T> from, String sql, Object... arguments) {
        return run(client, sql, arguments)
                .map(rows ->
                        rows.iterator().hasNext() ? from.apply(rows.iterator().next()) : null);
    }

    public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> from) {
        return StreamSupport.stream(rows.spliterator(), false).map(from).toList();
    }

    /** A {@code timestamptz} column, or null. */
    public static Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private static Object forDriver(Object argument) {
        if (argument instanceof Instant at) {
            return at.atOffset(ZoneOffset.UTC);
        }
        if (argument instanceof Instant[] many) {
            return Arrays.stream(many).map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
        }
        return argument;
    }
}
