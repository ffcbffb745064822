package org.carepromise.scheduling.calendar;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Sql;
import org.carepromise.scheduling.appointment.Appointment;
import org.carepromise.scheduling.calendar.Invitations.Invited;

@ApplicationScoped
class InvitationStore {

    private static final String FIND =
            """
            SELECT id, sequence, state, site_id, starts_at, ends_at, patient, patient_id FROM appointment WHERE id = $1
            """;

    private final Patients patients;

    InvitationStore(Patients patients) {
        this.patients = patients;
    }

    /** @param patientId empty for a guest */
    record Found(Invited invited, Optional<String> patientId) {

        List<String> patients() {
            return patientId.map(List::of).orElse(List.of());
        }
    }

    /** @return what is known of the appointment, or null */
    Uni<Found> find(SqlClient client, UUID appointment) {
        return Sql.first(client, this::found, FIND, appointment);
    }

    private Found found(Row row) {
        var id = row.getUUID("id");
        return new Found(
                new Invited(
                        id,
                        row.getInteger("sequence"),
                        row.getString("state").equals("CANCELLED"),
                        row.getString("site_id"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        patients.opened(row.getBuffer("patient").getBytes(), Appointment.placeOfPatient(id))),
                Optional.ofNullable(row.getString("patient_id")));
    }
}
