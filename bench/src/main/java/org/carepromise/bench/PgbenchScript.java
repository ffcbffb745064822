package org.carepromise.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A booking as pgbench sends it: the statements that the service was heard sending, in the same order and as far as
 * pgbench can in the same batches, with a variable wherever a value differs from booking to booking.
 */
final class PgbenchScript {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** The one that reads the facts; what follows is written with its columns. */
    private static final String READS_FACTS = "FOR UPDATE OF slot";

    private static final String NUMBER = ":n::text";

    private static final String OF_HEARD_BOOKING =
            """
            SELECT appointment.*, starts_at::text AS starts, ends_at::text AS ends, first_slot_id::text AS slot,
                   event.id AS event_id, event.subject
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

    static String of(List<HeardStatements.Statement> statements, Map<String, String> variables, int slots) {
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

    private static String withVariables(HeardStatements.Statement statement, Map<String, String> variables) {
        return PARAMETER.matcher(statement.sql()).replaceAll(parameter -> {
            var literal = statement.parameters().get(Integer.parseInt(parameter.group(1)) - 1);
            return variables
                    .getOrDefault(literal, literal)
                    .replace("\\", "\\\\")
                    .replace("$", "\\$");
        });
    }

    /** By literal, as the booking that was heard had it. */
    private static Map<String, String> variables(HeardStatements heard, Connection superuser) throws SQLException {
        var patient = "'bench-0000000000000000-' || " + NUMBER;
        var appointment = "'appt_0000000' || " + NUMBER;
        var variables = new HashMap<>(Map.of(
                heard.patient(),
                patient,
                "{" + heard.patient() + "}",
                "ARRAY[" + patient + "]",
                Clinic.CALLER + "|" + heard.patient(),
                "'" + Clinic.CALLER + "|bench-0000000000000000-' || " + NUMBER,
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
            variables.put(row.getString("id"), "uuidv7()");
            variables.put(row.getString("event_id"), "uuidv7()");
            variables.put(row.getString("reference"), "'R' || " + NUMBER);
            variables.put(row.getString("subject"), appointment);
            variables.put("/v1/appointments/" + row.getString("subject"), "'/v1/appointments/appt_' || " + NUMBER);
            variables.put(row.getString("slot"), ":slot_id");
            variables.put("{" + row.getString("slot") + "}", "ARRAY[:slot_id]::uuid[]");
            variables.put(row.getString("session_id"), ":slot_session_id");
            variables.put(row.getString("provider_id"), ":slot_provider_id");
            variables.put(row.getString("starts"), ":slot_starts_at");
            variables.put(row.getString("ends"), ":slot_ends_at");
        }
        return variables.entrySet().stream()
                .collect(Collectors.toMap(entry -> "'" + entry.getKey() + "'", Map.Entry::getValue));
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
