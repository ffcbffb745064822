package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The statements of one booking, heard from PostgreSQL's own log while the service booked: what is compared with is what
 * is sent, and stays so when the code changes.
 *
 * @param patient whose booking it was
 * @param key its Idempotency-Key
 */
record HeardStatements(List<Statement> statements, String patient, String key) {

    private static final Pattern EXECUTED = Pattern.compile("(?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (NULL|'(?:[^']++|'')*+')");

    /** Warms what only a first booking does, and outlasts the server's taking notice that it has to log. */
    static final int BOOKINGS = 40;

    /**
     * @param sql as it was sent
     * @param parameters as text; empty for NULL
     */
    record Statement(String sql, List<Optional<String>> parameters) {}

    /** Lets the service book a few times and listens to the last one. */
    static HeardStatements of(Stage stage, Clinic clinic, URI service)
            throws IOException, InterruptedException, SQLException {
        var random = new SplittableRandom();
        var last = clinic.nextBooking(random);
        logStatements(stage, "all");
        for (int i = 0; i < BOOKINGS; i++) {
            last = clinic.nextBooking(random);
            clinic.book(service, last);
        }
        logStatements(stage, "none");
        return new HeardStatements(transactionWith(last.key(), read(stage)), last.patient(), last.key());
    }

    private static void logStatements(Stage stage, String which) throws SQLException {
        try (var connection = stage.superuser();
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_statement = '" + which + "'");
            statement.execute("SELECT pg_reload_conf(), pg_sleep(0.5)");
        }
    }

    private static List<JsonNode> read(Stage stage) throws IOException {
        var json = new ObjectMapper();
        var entries = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(stage.statementLog())) {
            entries.add(json.readTree(line));
        }
        return entries;
    }

    private static List<Statement> transactionWith(String key, List<JsonNode> log) {
        Map<String, List<Statement>> open = new LinkedHashMap<>();
        for (var entry : log) {
            var executed = EXECUTED.matcher(entry.path("message").asText());
            if (!executed.matches()) {
                continue;
            }
            var session = entry.path("session_id").asText();
            var statement = new Statement(
                    executed.group(1).strip(),
                    PARAMETER
                            .matcher(entry.path("detail").asText())
                            .results()
                            .map(parameter -> value(parameter.group(1)))
                            .toList());
            if (statement.sql().equals("BEGIN")) {
                open.put(session, new ArrayList<>());
            }
            var transaction = open.getOrDefault(session, new ArrayList<>());
            transaction.add(statement);
            if (statement.sql().equals("COMMIT")
                    && transaction.stream().anyMatch(each -> each.parameters().contains(Optional.of(key)))) {
                return transaction;
            }
        }
        throw new IllegalStateException("the booking was not heard");
    }

    private static Optional<String> value(String literal) {
        return literal.equals("NULL")
                ? Optional.empty()
                : Optional.of(literal.substring(1, literal.length() - 1).replace("''", "'"));
    }
}
