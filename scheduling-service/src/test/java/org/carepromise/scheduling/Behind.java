package org.carepromise.scheduling;

import java.sql.SQLException;
import java.util.List;

import org.carepromise.testkit.RealParts;

/** The database behind the API, with all rights. */
public final class Behind {

    private Behind() {}

    /** The first column of every row, one a line. */
    public static String select(String sql) {
        try (var connection = RealParts.server().superuser("scheduling").getConnection();
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
        try (var connection = RealParts.server().superuser("scheduling").getConnection();
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
