package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.capacity.Seats;
import org.carepromise.scheduling.visittype.VisitTerms;

@ApplicationScoped
class AppointmentStore {

    static final String PATIENT_OVERLAPS = "appointment_of_patient_overlaps";
    static final String REFERENCE = "appointment_reference";

    private static final String INSERT =
            """
            INSERT INTO appointment (id, reference, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id,
                                     starts_at, ends_at, resource_id, state, patient_key, patient_id, contact_key,
                                     family_name_key, patient, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'BOOKED', $12, $13, $14, $15, $16, 1, $17)
            """;

    private static final String FIND = "SELECT * FROM appointment WHERE id = $1";

    private static final String LOCK =
            """
            SELECT appointment.*, visit_type.reminder_days, visit_type.cancellation_notice_seconds,
                   visit_type.no_show_after_seconds, visit_type.instructions_en, visit_type.instructions_es
              FROM appointment
              JOIN visit_type ON visit_type.id = appointment.visit_type_id
             WHERE appointment.id = $1
               FOR UPDATE OF appointment
            """;

    private static final String LOCK_UNLESS_BUSY =
            "SELECT * FROM appointment WHERE id = ANY ($1) FOR UPDATE SKIP LOCKED";

    private static final String SAVE =
            """
            UPDATE appointment
               SET state = $2, cancellation_reason = $3, cancelled_at = $4, confirmed_at = $5, checked_in_at = $6,
                   completed_at = $7, no_show_at = $8, cancellation_note = $9, sequence = $10, version = $11
             WHERE id = $1
            """;

    private static final String MOVE =
            """
            UPDATE appointment
               SET site_id = $2, provider_id = $3, session_id = $4, slot_ids = $5, first_slot_id = $6, starts_at = $7,
                   ends_at = $8, resource_id = $9, confirmed_at = NULL, sequence = $10, version = $11,
                   moved_at = $12, recovered_by = NULL
             WHERE id = $1
            """;

    private static final String AHEAD_IN_SESSION =
            """
            SELECT * FROM appointment
             WHERE session_id = $1 AND state IN ('BOOKED', 'CHECKED_IN') AND starts_at > $2
             ORDER BY starts_at, id
            """;

    private static final String OF_PATIENT =
            """
            SELECT * FROM appointment
             WHERE patient_key = $1 AND (starts_at, id) > ($2, $3)
             ORDER BY starts_at, id LIMIT $4
            """;

    // By where to look; the rest narrows it.
    private static final String SEARCH =
            """
            SELECT * FROM appointment
             WHERE %s = ANY ($1)
               AND ($2 OR site_id = ANY ($3))
               AND ($4::text IS NULL OR site_id = $4)
               AND ($5::uuid IS NULL OR provider_id = $5)
               AND ($6::text IS NULL OR state = $6)
               AND starts_at >= $7 AND ($8::timestamptz IS NULL OR starts_at < $8)
               AND (starts_at, id) > ($9, $10)
             ORDER BY starts_at, id LIMIT $11
            """;

    /**
     * Where to look for appointments.
     *
     * @param column an indexed one
     */
    record Place(String column, List<String> values) {

        static Place reference(String reference) {
            return new Place("reference", List.of(reference));
        }

        static Place patients(List<String> keys) {
            return new Place("patient_key", keys);
        }

        static Place contacts(List<String> keys) {
            return new Place("contact_key", keys);
        }

        static Place families(List<String> keys) {
            return new Place("family_name_key", keys);
        }

        static Place site(String site) {
            return new Place("site_id", List.of(site));
        }
    }

    /** What else must hold; null for anything. */
    record Filters(Scope sites, String site, UUID provider, AppointmentState state, Instant from, Instant to) {}

    private final Patients patients;
    private final PatientKeys keys;
    private final Vault vault;

    AppointmentStore(Patients patients, PatientKeys keys, Vault vault) {
        this.patients = patients;
        this.keys = keys;
        this.vault = vault;
    }

    /**
     * An appointment that nobody else changes until the commit.
     *
     * @param terms of its visit type
     */
    record Locked(Appointment appointment, VisitTerms terms) {}

    Uni<?> insert(Tx tx, Appointment appointment) {
        var seats = appointment.seats();
        var patient = appointment.patient();
        return tx.run(
                INSERT,
                appointment.id(),
                appointment.reference(),
                seats.site(),
                seats.provider(),
                seats.visitType(),
                seats.session(),
                seats.slots().toArray(UUID[]::new),
                seats.firstSlot(),
                seats.startsAt(),
                seats.endsAt(),
                seats.resource().orElse(null),
                patient.key(),
                patient.id().orElse(null),
                patient.contactKey(),
                keys.familyName(patient.block()).stream().findFirst().orElse(null),
                Buffer.buffer(patients.sealed(patient, Appointment.placeOfPatient(appointment.id()))),
                tx.now());
    }

    /** @return the appointment, or null */
    Uni<Appointment> find(SqlClient client, UUID id) {
        return Sql.first(client, this::appointment, FIND, id);
    }

    /** @return the appointment, locked, or null */
    Uni<Locked> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), row -> new Locked(appointment(row), VisitTerms.from(row)), LOCK, id);
    }

    /** Those of the ids that nobody changes at this moment, locked. */
    Uni<List<Appointment>> lockUnlessBusy(Tx tx, Collection<UUID> ids) {
        return Sql.list(tx.reads(), this::appointment, LOCK_UNLESS_BUSY, (Object) ids.toArray(UUID[]::new));
    }

    /** Writes all but the seats. */
    Uni<?> save(Tx tx, Appointment changed) {
        var course = changed.course();
        var cancellation = course.cancellation();
        return tx.run(
                SAVE,
                changed.id(),
                course.state().name(),
                cancellation.map(by -> by.reason().name()).orElse(null),
                cancellation.map(Cancellation::at).orElse(null),
                course.confirmedAt().orElse(null),
                course.checkedInAt().orElse(null),
                course.completedAt().orElse(null),
                course.noShowAt().orElse(null),
                cancellation
                        .flatMap(Cancellation::note)
                        .map(note -> Buffer.buffer(vault.encrypt(note, Appointment.placeOfNote(changed.id()))))
                        .orElse(null),
                changed.sequence(),
                changed.version());
    }

    Uni<?> move(Tx tx, Appointment moved) {
        var seats = moved.seats();
        return tx.run(
                MOVE,
                moved.id(),
                seats.site(),
                seats.provider(),
                seats.session(),
                seats.slots().toArray(UUID[]::new),
                seats.firstSlot(),
                seats.startsAt(),
                seats.endsAt(),
                seats.resource().orElse(null),
                moved.sequence(),
                moved.version(),
                tx.now());
    }

    /** The visits of a session that have not begun and take place so far, by start. */
    Uni<List<Appointment>> aheadIn(SqlClient client, UUID session, Instant now) {
        return Sql.list(client, this::appointment, AHEAD_IN_SESSION, session, now);
    }

    Uni<List<Appointment>> ofPatient(SqlClient client, String patientKey, Instant afterStart, UUID afterId, int limit) {
        return Sql.list(client, this::appointment, OF_PATIENT, patientKey, afterStart, afterId, limit);
    }

    /** By start, those within reach alone. */
    Uni<List<Appointment>> search(
            SqlClient client, Place place, Filters filters, Instant afterStart, UUID afterId, int limit) {
        return Sql.list(
                client,
                this::appointment,
                SEARCH.formatted(place.column()),
                place.values().toArray(String[]::new),
                filters.sites().all(),
                filters.sites().names().toArray(String[]::new),
                filters.site(),
                filters.provider(),
                filters.state() == null ? null : filters.state().name(),
                filters.from() == null ? Instant.EPOCH : filters.from(),
                filters.to(),
                afterStart,
                afterId,
                limit);
    }

    Appointment appointment(Row row) {
        var id = row.getUUID("id");
        return new Appointment(
                id,
                row.getString("reference"),
                new Seats(
                        row.getUUID("session_id"),
                        row.getString("site_id"),
                        row.getUUID("provider_id"),
                        row.getString("visit_type_id"),
                        List.of(row.getArrayOfUUIDs("slot_ids")),
                        row.getUUID("first_slot_id"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        Optional.ofNullable(row.getUUID("resource_id"))),
                patients.stored(
                        Optional.ofNullable(row.getString("patient_id")),
                        row.getString("contact_key"),
                        row.getString("patient_key"),
                        patients.opened(row.getBuffer("patient").getBytes(), Appointment.placeOfPatient(id))),
                new Course(
                        AppointmentState.valueOf(row.getString("state")),
                        Optional.ofNullable(Sql.instant(row, "confirmed_at")),
                        Optional.ofNullable(Sql.instant(row, "checked_in_at")),
                        Optional.ofNullable(Sql.instant(row, "completed_at")),
                        Optional.ofNullable(Sql.instant(row, "no_show_at")),
                        Optional.ofNullable(row.getString("cancellation_reason"))
                                .map(reason -> cancellation(row, id, reason))),
                row.getInteger("sequence"),
                row.getLong("version"));
    }

    private Cancellation cancellation(Row row, UUID id, String reason) {
        return new Cancellation(
                CancellationReason.valueOf(reason),
                Optional.ofNullable(row.getBuffer("cancellation_note"))
                        .map(note -> vault.decrypt(note.getBytes(), Appointment.placeOfNote(id))),
                Sql.instant(row, "cancelled_at"));
    }
}
