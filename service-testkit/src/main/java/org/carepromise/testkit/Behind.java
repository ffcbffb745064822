package org.carepromise.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The database of the service under test, behind its API, with all rights. */
public final class Behind {

    private Behind() {}

    /** The first column of every row, one a line. */
    public static String select(String sql) {
        try (var connection = RealParts.server()
                        .superuser(RealParts.database().database())
                        .getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            var all = new StringBuilder();
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
            return all.toString();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs a statement; instants go as they are. */
    public static void run(String sql, Object... arguments) {
        try (var connection = RealParts.server()
                        .superuser(RealParts.database().database())
                        .getConnection();
                var statement = prepared(connection, sql, arguments)) {
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of what a query finds. */
    public static List<Object> ask(String sql, Object... arguments) {
        try (var connection = RealParts.server()
                        .superuser(RealParts.database().database())
                        .getConnection();
                var statement = prepared(connection, sql, arguments);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getObject(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The number that a query answers. */
    public static long count(String sql, Object... arguments) {
        return ((Number) ask(sql, arguments).get(0)).longValue();
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, forDriver(arguments[i]));
        }
        return statement;
    }

    private static Object forDriver(Object argument) {
        return argument instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : argument;
    }

    /**
     * How a statement is carried out where there are too many rows to read all.
     *
     * @param arguments SQL for {@code $1}, {@code $2} …
     */
    public static String plan(String sql, List<String> arguments) {
        var filled = sql;
        for (int i = arguments.size(); i > 0; i--) {
            filled = filled.replace("$" + i, arguments.get(i - 1));
        }
        try (var connection = RealParts.server()
                        .superuser(RealParts.database().database())
                        .getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("EXPLAIN " + filled)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
