package org.carepromise.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.carepromise.bench.PgbenchScript.Differences;

import static org.carepromise.bench.PgbenchScript.NUMBER;

/** A booking as pgbench sends it. */
final class BookingScript {

    /** The one that reads the facts; what follows is written with its columns. */
    private static final String READS_FACTS = "FOR UPDATE OF slot";

    /** Both are of the length of real ones once the number is behind them. */
    private static final String PATIENT = "bench-0000000000000000-";

    private static final String APPOINTMENT = "appt_0000000";

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

    private BookingScript() {}

    /** @param slots how many slots the script draws from: the numbers 1 to this in {@code bench_slot} */
    static String of(HeardStatements heard, Connection superuser, boolean hotSlot) throws SQLException {
        var variables = variables(heard, superuser);
        return PgbenchScript.of(
                "\\set s random(1, " + numberSlots(superuser, heard, hotSlot) + ")\n",
                heard.statements(),
                variables,
                BookingScript::afterFacts);
    }

    private static Optional<String> afterFacts(String sql) {
        return sql.contains(READS_FACTS)
                ? Optional.of("\\endpipeline\n" + sql.replace(":slot_id", "(SELECT id FROM bench_slot WHERE n = :s)")
                        + "\n\\gset slot_\n\\startpipeline\n")
                : Optional.empty();
    }

    /** By value, as the booking that was heard had it; and which patient and appointment those were. */
    private static Differences variables(HeardStatements heard, Connection superuser) throws SQLException {
        var patient = "'" + PATIENT + "' || " + NUMBER;
        var parts = new LinkedHashMap<>(Map.of(heard.patient(), PATIENT));
        var variables = new HashMap<>(Map.of(
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
            parts.put(row.getString("subject"), APPOINTMENT);
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
        return new Differences(variables, parts);
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
