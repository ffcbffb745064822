package org.carepromise.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the database holds what was answered: as many seats gone as bookings said, and no slot over its capacity. */
record Books(long appointments, long seatsTaken, long overCapacity, long events, long auditRows) {

    private static final String READ =
            """
            SELECT (SELECT count(*) FROM appointment) AS appointments,
                   (SELECT coalesce(sum(taken), 0) FROM slot) AS seats_taken,
                   (SELECT count(*) FROM slot WHERE taken > capacity) AS over_capacity,
                   (SELECT count(*) FROM event WHERE type = 'carepromise.appointment.booked.v1') AS events,
                   (SELECT count(*) FROM audit_entry WHERE action = 'bookAppointment') AS audit_rows
            """;

    static Books read(Connection superuser) throws SQLException {
        try (var query = superuser.createStatement();
                var row = query.executeQuery(READ)) {
            row.next();
            return new Books(
                    row.getLong("appointments"),
                    row.getLong("seats_taken"),
                    row.getLong("over_capacity"),
                    row.getLong("events"),
                    row.getLong("audit_rows"));
        }
    }

    boolean agreeWith(long booked) {
        return overCapacity == 0
                && List.of(appointments, seatsTaken, events, auditRows).stream().allMatch(count -> count == booked);
    }
}
