package org.carepromise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What PostgreSQL itself says it was sent: so that what is measured is what is sent, and stays so when the code changes. */
final class StatementLog {

    private static final Pattern EXECUTED = Pattern.compile("(?:execute [^:]+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (NULL|'(?:[^']++|'')*+')");

    private final Stage stage;

    StatementLog(Stage stage) {
        this.stage = stage;
    }

    /**
     * One statement as it was executed.
     *
     * @param session which connection sent it
     * @param parameters as text; empty for NULL
     */
    record Statement(String session, String sql, List<Optional<String>> parameters) {}

    /** Whatever is to be listened to. */
    interface Listened {

        void run() throws IOException, InterruptedException;
    }

    /** @return every statement that was executed meanwhile, in order */
    List<Statement> of(Listened work) throws IOException, InterruptedException, SQLException {
        log("all");
        long begin = Files.size(stage.statementLog());
        work.run();
        log("none");
        var statements = new ArrayList<Statement>();
        var json = new ObjectMapper();
        try (var log = Files.newInputStream(stage.statementLog())) {
            log.skipNBytes(begin);
            for (var line : new String(log.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
                statement(json.readTree(line)).ifPresent(statements::add);
            }
        }
        return statements;
    }

    /** The server's processes notice a moment later. */
    private void log(String which) throws SQLException {
        stage.execute("ALTER SYSTEM SET log_statement = '" + which + "'");
        stage.execute("SELECT pg_reload_conf(), pg_sleep(0.5)");
    }

    private static Optional<Statement> statement(JsonNode entry) {
        var executed = EXECUTED.matcher(entry.path("message").asText());
        if (!executed.matches()) {
            return Optional.empty();
        }
        var parameters = PARAMETER
                .matcher(entry.path("detail").asText())
                .results()
                .map(parameter -> value(parameter.group(1)))
                .toList();
        return Optional.of(new Statement(
                entry.path("session_id").asText(), executed.group(1).strip(), parameters));
    }

    private static Optional<String> value(String literal) {
        return literal.equals("NULL")
                ? Optional.empty()
                : Optional.of(literal.substring(1, literal.length() - 1).replace("''", "'"));
    }
}
