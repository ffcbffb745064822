package org.carepromise.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * How PostgreSQL executes one statement.
 *
 * @param statement its beginning
 * @param indices what it finds its rows by
 * @param readFromTheBeginning the large tables of which it reads every row
 * @param own planned for these parameters
 * @param generic planned for any, as a prepared statement may be from its sixth time on
 */
record Plan(String statement, Set<String> indices, Set<String> readFromTheBeginning, Cost own, Cost generic) {

    static final String HEADER =
            """
            | statement | by index | own plan ms | blocks | generic plan ms | blocks | reads all of |
            |---|---|--:|--:|--:|--:|---|""";

    private static final int LARGE = 10_000;
    private static final int SHOWN = 110;
    private static final ObjectMapper JSON = new ObjectMapper();

    record Cost(double millis, long blocks) {}

    boolean readsAll() {
        return !readFromTheBeginning.isEmpty();
    }

    /** Runs the statement in a transaction that is rolled back. */
    static Plan of(Stage stage, StatementLog.Statement heard) throws SQLException, IOException {
        try (var connection = stage.superuser();
                var statement = connection.createStatement()) {
            var own = explain(connection, statement, heard, "force_custom_plan");
            var generic = explain(connection, statement, heard, "force_generic_plan");
            var indices = new TreeSet<String>();
            var all = new TreeSet<String>();
            for (var plan : new JsonNode[] {own, generic}) {
                plan.findValuesAsText("Index Name").forEach(indices::add);
                collectReadFromTheBeginning(plan, all);
            }
            return new Plan(heard.sql(), indices, all, cost(own), cost(generic));
        }
    }

    private static JsonNode explain(
            Connection connection, Statement statement, StatementLog.Statement heard, String mode)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            statement.execute("SET LOCAL timezone = 'UTC'");
            statement.execute("SET LOCAL plan_cache_mode = " + mode);
            statement.execute("PREPARE heard AS " + heard.sql());
            var parameters = heard.parameters().stream()
                    .map(value -> value.map(text -> "'" + text.replace("'", "''") + "'")
                            .orElse("NULL"))
                    .collect(Collectors.joining(", "));
            var explain = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE heard"
                    + (parameters.isEmpty() ? "" : " (" + parameters + ")");
            // the first time reads blocks from the disk
            statement.execute("SAVEPOINT first");
            statement.execute(explain);
            statement.execute("ROLLBACK TO first");
            try (var row = statement.executeQuery(explain)) {
                row.next();
                return JSON.readTree(row.getString(1)).get(0);
            }
        } finally {
            connection.rollback();
            statement.execute("DEALLOCATE ALL");
            connection.commit();
        }
    }

    private static Cost cost(JsonNode explained) {
        var plan = explained.get("Plan");
        return new Cost(
                explained.get("Execution Time").asDouble(),
                plan.path("Shared Hit Blocks").asLong()
                        + plan.path("Shared Read Blocks").asLong());
    }

    private static void collectReadFromTheBeginning(JsonNode node, Set<String> into) {
        if (node.path("Node Type").asText().endsWith("Seq Scan")) {
            long rows = node.path("Actual Rows").asLong()
                    + node.path("Rows Removed by Filter").asLong();
            if (rows > LARGE) {
                into.add(node.get("Relation Name").asText());
            }
        }
        node.forEach(child -> collectReadFromTheBeginning(child, into));
    }

    @Override
    public String toString() {
        var beginning = statement.replaceAll("\\s+", " ").replace("|", "\\|");
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %.2f | %d | %.2f | %d | %s |",
                beginning.length() > SHOWN ? beginning.substring(0, SHOWN) + "…" : beginning,
                String.join(", ", indices),
                own.millis(),
                own.blocks(),
                generic.millis(),
                generic.blocks(),
                readsAll() ? String.join(", ", readFromTheBeginning) : "–");
    }
}
