package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.patient.Patient;
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
                   visit_type.no_show_after_seconds
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
                   ends_at = $8, resource_id = $9, confirmed_at = NULL, sequence = $10, version = $11
             WHERE id = $1
            """;

    private static final String FIND_ALL = "SELECT * FROM appointment WHERE id = ANY ($1)";

    private static final String PAGE = "SELECT id FROM appointment WHERE id > $1 ORDER BY id LIMIT $2";

    // By session first: only free slots are indexed by provider.
    private static final String SLOTS_AT =
            """
            SELECT wanted.number, slot.id
              FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])
                   WITH ORDINALITY AS wanted (provider_id, site_id, starts_at, number)
              JOIN session ON session.provider_id = wanted.provider_id AND session.state = 'OPEN'
                          AND tstzrange(session.starts_at, session.ends_at) @> wanted.starts_at
              JOIN slot ON slot.session_id = session.id AND slot.starts_at = wanted.starts_at
             WHERE slot.site_id = wanted.site_id
            """;

    private static final String OF_PATIENT =
            """
            SELECT * FROM appointment
             WHERE patient_key = $1 AND (starts_at, id) > ($2, $3)
             ORDER BY starts_at, id LIMIT $4
            """;

    private final Patients patients;
    private final Vault vault;

    AppointmentStore(Patients patients, Vault vault) {
        this.patients = patients;
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
                patients.familyNameKey(patient.block()).orElse(null),
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
                moved.version());
    }

    Uni<List<Appointment>> ofPatient(SqlClient client, String patientKey, Instant afterStart, UUID afterId, int limit) {
        return Sql.list(client, this::appointment, OF_PATIENT, patientKey, afterStart, afterId, limit);
    }

    /** Those of the ids that there are. */
    Uni<Map<UUID, Appointment>> findAll(SqlClient client, Collection<UUID> ids) {
        return Sql.list(client, this::appointment, FIND_ALL, (Object) ids.toArray(UUID[]::new))
                .map(all -> all.stream().collect(Collectors.toMap(Appointment::id, Function.identity())));
    }

    /** The next ids, in order. */
    Uni<List<UUID>> page(SqlClient client, UUID after, int limit) {
        return Sql.list(client, row -> row.getUUID("id"), PAGE, after, limit);
    }

    /** Where a slot of a provider's is meant. */
    record Place(UUID provider, String site, Instant startsAt) {}

    /** The slots that begin there, as far as there are any. */
    Uni<Map<Place, UUID>> slotsAt(SqlClient client, List<Place> places) {
        return Sql.run(
                        client,
                        SLOTS_AT,
                        places.stream().map(Place::provider).toArray(UUID[]::new),
                        places.stream().map(Place::site).toArray(String[]::new),
                        places.stream().map(Place::startsAt).toArray(Instant[]::new))
                .map(rows -> {
                    var found = new HashMap<Place, UUID>();
                    rows.forEach(
                            row -> found.put(places.get(row.getLong("number").intValue() - 1), row.getUUID("id")));
                    return found;
                });
    }

    private Appointment appointment(Row row) {
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
                new Patient(
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
