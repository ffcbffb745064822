package org.carepromise.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What each statement takes inside PostgreSQL, by pg_stat_statements. */
final class StatementCosts {

    private static final String READ =
            """
            SELECT calls, mean_exec_time * 1000 AS run, mean_plan_time * 1000 AS plan, plans,
                   wal_bytes / calls AS wal, shared_blks_dirtied::float / calls AS dirtied,
                   left(regexp_replace(query, '\\s+', ' ', 'g'), 90) AS statement
              FROM pg_stat_statements
             WHERE calls > 100
             ORDER BY total_exec_time + total_plan_time DESC LIMIT 20
            """;

    private StatementCosts() {}

    static void count(Connection superuser, boolean on) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute("ALTER SYSTEM SET pg_stat_statements.track = '" + (on ? "top" : "none") + "'");
            statement.execute("SELECT pg_reload_conf(), pg_stat_statements_reset(), pg_sleep(0.5)");
        }
    }

    static String table(Connection superuser) throws SQLException {
        var table = new StringBuilder(
                """
                | statement | calls | run µs | planned | plan µs | WAL bytes | blocks dirtied |
                |---|--:|--:|--:|--:|--:|--:|
                """);
        try (var query = superuser.createStatement();
                var row = query.executeQuery(READ)) {
            while (row.next()) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %d | %.0f | %d | %.0f | %.0f | %.1f |%n",
                        row.getString("statement").replace("|", "\\|"),
                        row.getLong("calls"),
                        row.getDouble("run"),
                        row.getLong("plans"),
                        row.getDouble("plan"),
                        row.getDouble("wal"),
                        row.getDouble("dirtied")));
            }
        }
        return table.toString();
    }
}
