package org.carepromise.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.carepromise.bench.StatementLog.Statement;

/**
 * A booking as pgbench sends it: the statements that the service was heard sending, in the same order and as far as
 * pgbench can in the same batches, with a variable wherever a value differs from booking to booking.
 */
final class PgbenchScript {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** The one that reads the facts; what follows is written with its columns. */
    private static final String READS_FACTS = "FOR UPDATE OF slot";

    /** Both are of the length of real ones once the number is behind them. */
    private static final String PATIENT = "bench-0000000000000000-";

    private static final String APPOINTMENT = "appt_0000000";

    private static final String NUMBER = ":n::text";
    private static final Pattern VARIABLE = Pattern.compile(":[A-Za-z_]");

    private static final String OF_HEARD_BOOKING =
            """
            SELECT appointment.*, starts_at::text AS starts, ends_at::text AS ends, first_slot_id::text AS slot,
                   event.id AS event_id, event.subject,
                   (SELECT id FROM notice WHERE notice.subject = event.subject) AS notice_id
              FROM appointment JOIN event ON event.time = appointment.created_at
             WHERE patient_id = ?
            """;

    private static final String SLOTS =
            """
            CREATE TABLE bench_slot AS
            SELECT row_number() OVER ()::int AS n, slot.id FROM slot
             WHERE starts_at BETWEEN now() + interval '2 days' AND now() + interval '170 days' %s;
            ALTER TABLE bench_slot ADD PRIMARY KEY (n);
            GRANT SELECT ON bench_slot TO PUBLIC;
            """;

    private PgbenchScript() {}

    /** @param slots how many slots the script draws from: the numbers 1 to this in {@code bench_slot} */
    static String of(HeardStatements heard, Connection superuser, boolean hotSlot) throws SQLException {
        return of(heard.statements(), variables(heard, superuser), numberSlots(superuser, heard, hotSlot));
    }

    static String of(List<Statement> statements, Map<String, String> variables, int slots) {
        var script = new StringBuilder("\\set n random(1000000000000000000, 9000000000000000000)\n")
                .append("\\set s random(1, ")
                .append(slots)
                .append(")\n\\startpipeline\n");
        for (var statement : statements) {
            var sql = withVariables(statement, variables);
            if (sql.contains(READS_FACTS)) {
                sql = sql.replace(":slot_id", "(SELECT id FROM bench_slot WHERE n = :s)");
                script.append("\\endpipeline\n").append(sql).append("\n\\gset slot_\n\\startpipeline\n");
            } else {
                script.append(sql).append(";\n");
            }
        }
        return script.append("\\endpipeline\n").toString();
    }

    private static String withVariables(Statement statement, Map<String, String> variables) {
        return PARAMETER.matcher(statement.sql()).replaceAll(parameter -> {
            var value = statement.parameters().get(Integer.parseInt(parameter.group(1)) - 1);
            return Matcher.quoteReplacement(expression(value, variables));
        });
    }

    /** A value of the booking that was heard, as an expression that has another value in each booking. */
    private static String expression(Optional<String> value, Map<String, String> variables) {
        if (value.isEmpty()) {
            return "NULL";
        }
        var text = value.get();
        if (variables.containsKey(text)) {
            return variables.get(text);
        }
        for (var part : List.of(PATIENT, APPOINTMENT)) {
            var heard = variables.get(part);
            if (text.contains(heard)) {
                // in parentheses: what casts the parameter casts the whole
                return Arrays.stream(text.split(Pattern.quote(heard), -1))
                        .map(PgbenchScript::literal)
                        .collect(Collectors.joining(" || '%s' || %s || ".formatted(part, NUMBER), "(", ")"));
            }
        }
        return literal(text);
    }

    /** pgbench looks for its variables in quotes too: a colon that could begin one is written as an escape. */
    private static String literal(String text) {
        var quoted = "'" + text.replace("'", "''") + "'";
        return VARIABLE.matcher(text).find()
                ? "U&" + quoted.replace("\\", "\\\\").replace(":", "\\003A")
                : quoted;
    }

    /** By value, as the booking that was heard had it; and which patient and appointment those were. */
    private static Map<String, String> variables(HeardStatements heard, Connection superuser) throws SQLException {
        var patient = "'" + PATIENT + "' || " + NUMBER;
        var variables = new HashMap<>(Map.of(
                PATIENT,
                heard.patient(),
                heard.patient(),
                patient,
                "{" + heard.patient() + "}",
                "ARRAY[" + patient + "]",
                heard.key(),
                "'0000000000000000-' || " + NUMBER,
                Clinic.VISIT_TYPE,
                ":visit_type"));
        try (var query = superuser.prepareStatement(OF_HEARD_BOOKING)) {
            superuser.createStatement().execute("SET timezone = 'UTC'");
            query.setString(1, heard.patient());
            var row = query.executeQuery();
            if (!row.next()) {
                throw new IllegalStateException("the booking that was heard is not stored");
            }
            variables.put(APPOINTMENT, row.getString("subject"));
            variables.put(row.getString("id"), "uuidv7()");
            variables.put(row.getString("event_id"), "uuidv7()");
            variables.put("{" + row.getString("notice_id") + "}", "ARRAY[uuidv7()]");
            variables.put(row.getString("reference"), "'R' || " + NUMBER);
            variables.put(row.getString("slot"), ":slot_id");
            variables.put("{" + row.getString("slot") + "}", "ARRAY[:slot_id]::uuid[]");
            variables.put(row.getString("session_id"), ":slot_session_id");
            variables.put(row.getString("provider_id"), ":slot_provider_id");
            variables.put(row.getString("starts"), ":slot_starts_at");
            variables.put(row.getString("ends"), ":slot_ends_at");
        }
        return variables;
    }

    private static int numberSlots(Connection superuser, HeardStatements heard, boolean hotSlot) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(SLOTS.formatted(
                    hotSlot
                            ? "AND id = (SELECT first_slot_id FROM appointment WHERE patient_id = '" + heard.patient()
                                    + "')"
                            : ""));
            var count = statement.executeQuery("SELECT count(*) FROM bench_slot");
            count.next();
            return count.getInt(1);
        }
    }
}
