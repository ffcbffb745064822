package org.carepromise.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What must never be found in scheduling's database, whatever raced and whatever died. Written against the tables alone:
 * it shares no statement, no class and no notion with the service that it checks.
 */
public final class DoubleBookings {

    /** Has its seats: only a cancellation gives them back. */
    private static final String SEATED = "appointment.state <> 'CANCELLED'";

    private static final String SEATED_BY_SLOT =
            """
            SELECT slot_id, count(*) AS seated FROM appointment CROSS JOIN LATERAL unnest(slot_ids) AS slot_id
             WHERE %s GROUP BY slot_id
            """
                    .formatted(SEATED);

    // Buffers too: a room is not free while it is cleaned.
    private static final String BUSY =
            """
            SELECT appointment.*,
                   appointment.starts_at - make_interval(secs => buffer_before_seconds) AS busy_from,
                   appointment.ends_at + make_interval(secs => buffer_after_seconds) AS busy_to
              FROM appointment JOIN visit_type ON visit_type.id = appointment.visit_type_id
             WHERE appointment.state IN ('BOOKED', 'CHECKED_IN')
            """;

    private static final Map<String, String> NEVER = new LinkedHashMap<>();

    static {
        NEVER.put(
                "a slot with more appointments than seats",
                """
                SELECT concat_ws(' ', slot.id, 'has', seated, 'of', capacity, 'and', overbook, 'beyond')
                  FROM slot JOIN (%s) AS counted ON slot_id = slot.id
                 WHERE seated > capacity + overbook
                """
                        .formatted(SEATED_BY_SLOT));
        NEVER.put(
                "a slot that counts other seats than its appointments'",
                """
                SELECT concat_ws(' ', slot.id, 'counts', taken, 'has', coalesce(seated, 0))
                  FROM slot LEFT JOIN (%s) AS counted ON slot_id = slot.id
                 WHERE taken <> coalesce(seated, 0)
                """
                        .formatted(SEATED_BY_SLOT));
        NEVER.put(
                "a slot that counts other holds than it has",
                """
                SELECT concat_ws(' ', slot.id, 'counts', held, 'has', coalesce(seats, 0))
                  FROM slot LEFT JOIN (SELECT slot_id, count(*) AS seats FROM held_seat GROUP BY slot_id) AS counted
                    ON slot_id = slot.id
                 WHERE held <> coalesce(seats, 0)
                """);
        NEVER.put(
                "a seat kept by a hold that was booked or given back",
                """
                SELECT concat_ws(' ', slot_id, hold_id, state) FROM held_seat LEFT JOIN hold ON hold.id = hold_id
                 WHERE state IS DISTINCT FROM 'HELD'
                """);
        NEVER.put(
                "an appointment without the slots that it covers, or with others",
                """
                SELECT concat_ws(' ', busy.id, busy.starts_at, busy.slot_ids) FROM (%s) AS busy
                 WHERE slot_ids IS DISTINCT FROM (
                           SELECT array_agg(slot.id ORDER BY slot.starts_at) FROM slot
                            WHERE slot.session_id = busy.session_id
                              AND slot.starts_at < busy_to AND slot.ends_at > busy_from)
                    OR starts_at IS DISTINCT FROM (SELECT slot.starts_at FROM slot WHERE slot.id = first_slot_id)
                """
                        .formatted(BUSY));
        NEVER.put(
                "two visits at once with a provider who takes one at a time",
                """
                SELECT concat_ws(' ', one.id, other.id)
                  FROM (%1$s) AS one
                  JOIN (%1$s) AS other ON other.provider_id = one.provider_id AND other.id > one.id
                   AND other.busy_from < one.ends_at AND other.ends_at > one.busy_from
                 WHERE 1 = (SELECT max(capacity + overbook) FROM slot
                             WHERE slot.id = ANY (one.slot_ids) OR slot.id = ANY (other.slot_ids))
                """
                        .formatted(BUSY));
        NEVER.put(
                "a provider in two sessions at once",
                """
                SELECT concat_ws(' ', one.id, other.id) FROM session AS one
                  JOIN session AS other ON other.provider_id = one.provider_id AND other.id > one.id
                   AND other.starts_at < one.ends_at AND other.ends_at > one.starts_at
                 WHERE one.state = 'OPEN' AND other.state = 'OPEN'
                """);
        NEVER.put(
                "a patient in two places at once",
                """
                SELECT concat_ws(' ', one.id, other.id) FROM appointment AS one
                  JOIN appointment AS other ON other.patient_key = one.patient_key AND other.id > one.id
                   AND other.starts_at < one.ends_at AND other.ends_at > one.starts_at
                 WHERE one.state IN ('BOOKED', 'CHECKED_IN') AND other.state IN ('BOOKED', 'CHECKED_IN')
                """);
        NEVER.put(
                "a session with more visits than its caps allow, or caps that count others",
                """
                SELECT concat_ws(' ', session_id, visit_type_ids, 'most', most, 'counts', taken, 'has', seated)
                  FROM session_cap
                 CROSS JOIN LATERAL (
                       SELECT count(*) AS seated FROM appointment
                        WHERE appointment.session_id = session_cap.session_id
                          AND visit_type_id = ANY (visit_type_ids) AND %s) AS counted
                 WHERE seated > most OR taken <> seated
                """
                        .formatted(SEATED));
        NEVER.put(
                "a room with two visits at once",
                """
                SELECT concat_ws(' ', one.resource_id, one.id, other.id)
                  FROM (%1$s) AS one
                  JOIN (%1$s) AS other ON other.resource_id = one.resource_id AND other.id > one.id
                   AND other.busy_from < one.busy_to AND other.busy_to > one.busy_from
                """
                        .formatted(BUSY));
        NEVER.put(
                "a visit that needs a room and has none kept for it",
                """
                SELECT concat_ws(' ', busy.id, busy.resource_id) FROM (%s) AS busy
                  JOIN visit_type ON visit_type.id = visit_type_id
                 WHERE resource_kind IS NOT NULL
                   AND NOT EXISTS (SELECT FROM resource_use JOIN resource ON resource.id = resource_id
                                    WHERE resource_use.id = busy.id AND resource_id = busy.resource_id
                                      AND kind = resource_kind AND resource.site_id = busy.site_id
                                      AND during = tstzrange(busy_from, busy_to) AND expires_at IS NULL)
                """
                        .formatted(BUSY));
        NEVER.put(
                "a room kept for nobody",
                """
                SELECT concat_ws(' ', resource_use.id, resource_id, during) FROM resource_use
                 WHERE NOT EXISTS (SELECT FROM appointment WHERE appointment.id = resource_use.id AND %s)
                   AND NOT EXISTS (SELECT FROM hold WHERE hold.id = resource_use.id AND hold.state = 'HELD')
                """
                        .formatted(SEATED));
        NEVER.put(
                "an appointment whose events do not tell its story",
                """
                WITH told AS (
                    SELECT subject,
                           count(*) FILTER (WHERE type = 'carepromise.appointment.booked.v1') AS booked,
                           count(*) FILTER (WHERE type = 'carepromise.appointment.rescheduled.v1') AS moved,
                           count(*) FILTER (WHERE type = 'carepromise.appointment.cancelled.v1') AS cancelled
                      FROM event WHERE type LIKE 'carepromise.appointment.%' GROUP BY subject)
                SELECT concat_ws(' ', appointment.id, subject, state, sequence, booked, moved, cancelled)
                  FROM appointment FULL JOIN told ON subject = pg_temp.public_id('appt', appointment.id)
                 WHERE booked IS DISTINCT FROM 1
                    OR cancelled IS DISTINCT FROM (state = 'CANCELLED')::int
                    OR moved + cancelled IS DISTINCT FROM sequence
                """);
        NEVER.put(
                "a key with two effects, or an effect of two keys",
                """
                SELECT concat_ws(' ', location, count(*)) FROM idempotency
                 WHERE operation = 'bookAppointment' AND status = 201
                 GROUP BY location HAVING count(*) > 1
                """);
        NEVER.put(
                "an answer kept for a booking that is not there",
                """
                SELECT location FROM idempotency
                 WHERE operation = 'bookAppointment' AND status = 201
                   AND NOT EXISTS (SELECT FROM appointment
                                    WHERE '/v1/appointments/' || pg_temp.public_id('appt', appointment.id) = location)
                """);
    }

    // Ids as clients see them: 128 bits in 26 characters, five bits each, behind two zero bits.
    private static final String PUBLIC_ID =
            """
            CREATE OR REPLACE FUNCTION pg_temp.public_id(kind text, id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS $$
                SELECT kind || '_' || string_agg(
                           substr('0123456789abcdefghjkmnpqrstvwxyz',
                                  1 + substring(B'00' || ('x' || replace(id::text, '-', ''))::bit(128)
                                                FROM 5 * place + 1 FOR 5)::bit(5)::int, 1),
                           '' ORDER BY place)
                  FROM generate_series(0, 25) AS place
            $$
            """;

    private DoubleBookings() {}

    /** @return each violation in words; empty when all is well */
    public static List<String> in(DataSource database) {
        try (var connection = database.getConnection()) {
            prepare(connection);
            var found = new ArrayList<String>();
            for (var each : NEVER.entrySet()) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(each.getValue())) {
                    while (rows.next()) {
                        found.add(each.getKey() + ": " + rows.getString(1));
                    }
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Gives a connection {@code pg_temp.public_id(kind, id)}. */
    public static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(PUBLIC_ID);
        }
    }
}
