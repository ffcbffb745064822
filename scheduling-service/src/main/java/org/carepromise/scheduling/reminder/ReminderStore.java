package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.appointment.Appointment;
import org.carepromise.scheduling.visittype.VisitTerms;

@ApplicationScoped
class ReminderStore {

    // Those that somebody changes at this moment are skipped: their reminders are asked for again at the next poll.
    private static final String LOCK =
            """
            SELECT appointment.id, appointment.site_id, appointment.starts_at, appointment.ends_at, appointment.state,
                   appointment.sequence, appointment.patient, appointment.patient_id, appointment.patient_key,
                   appointment.contact_key, provider.name AS provider, visit_type.lead_time_seconds,
                   visit_type.reminder_days, visit_type.cancellation_notice_seconds, visit_type.no_show_after_seconds,
                   visit_type.instructions_en, visit_type.instructions_es
              FROM appointment
              JOIN provider ON provider.id = appointment.provider_id
              JOIN visit_type ON visit_type.id = appointment.visit_type_id
             WHERE appointment.id = ANY ($1)
               FOR SHARE OF appointment SKIP LOCKED
            """;

    private final Patients patients;
    private final TellPatients tell;

    ReminderStore(Patients patients, TellPatients tell) {
        this.patients = patients;
        this.tell = tell;
    }

    /**
     * An appointment whose reminder is due.
     *
     * @param isBooked whether it still takes place
     */
    record Found(boolean isBooked, RemindedVisit visit) {}

    /** Those of the ids that nobody changes at this moment, kept from change until the commit. */
    Uni<List<Found>> lock(Tx tx, Collection<UUID> ids) {
        return Sql.list(tx.reads(), this::found, LOCK, (Object) ids.toArray(UUID[]::new));
    }

    private Found found(Row row) {
        var id = row.getUUID("id");
        var site = row.getString("site_id");
        var block = patients.opened(row.getBuffer("patient").getBytes(), Appointment.placeOfPatient(id));
        var visit = new RemindedVisit(
                id,
                site,
                row.getString("provider"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                tell.zoneOf(block, site),
                Duration.ofSeconds(row.getInteger("lead_time_seconds")),
                patients.stored(
                        Optional.ofNullable(row.getString("patient_id")),
                        row.getString("contact_key"),
                        row.getString("patient_key"),
                        block),
                row.getInteger("sequence"),
                VisitTerms.from(row));
        return new Found(row.getString("state").equals("BOOKED"), visit);
    }
}
