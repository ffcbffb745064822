package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.visittype.Instructions;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.visittype.VisitTerms;

@ApplicationScoped
class BookingStore {

    static final String SLOT_CAPACITY = "slot_capacity";
    static final String PATIENT_OVERLAPS = "appointment_of_patient_overlaps";
    static final String REFERENCE = "appointment_reference";

    // One statement reads all facts and locks the slots that the visit touches, earliest first: everybody locks them in
    // that order. A row comes back for each slot; none where slot or visit type is unknown.
    private static final String LOCK_SPAN =
            """
            WITH wanted AS (
                SELECT slot.session_id, slot.starts_at, session.starts_at AS session_starts_at,
                       session.ends_at AS session_ends_at, session.state = 'OPEN' AS open,
                       $2 = ANY (coalesce(session.visit_type_ids, provider.visit_type_ids)) AS offered,
                       visit_type.length_seconds, visit_type.buffer_before_seconds, visit_type.buffer_after_seconds,
                       visit_type.lead_time_seconds, visit_type.horizon_seconds, visit_type.future_limit,
                       visit_type.resource_kind, visit_type.reminder_days, visit_type.cancellation_notice_seconds,
                       visit_type.no_show_after_seconds, visit_type.instructions_en, visit_type.instructions_es,
                       provider.name AS provider
                  FROM slot
                  JOIN session ON session.id = slot.session_id
                  JOIN provider ON provider.id = slot.provider_id
                  JOIN visit_type ON visit_type.id = $2
                 WHERE slot.id = $1)
            SELECT slot.id, slot.session_id, slot.starts_at, slot.ends_at, slot.provider_id, slot.site_id,
                   slot.capacity, slot.overbook, slot.taken, slot.held, slot.opens_at, wanted.session_starts_at, wanted.session_ends_at, wanted.open, wanted.offered,
                   wanted.length_seconds, wanted.buffer_before_seconds, wanted.buffer_after_seconds,
                   wanted.lead_time_seconds, wanted.horizon_seconds, wanted.future_limit, wanted.resource_kind,
                   wanted.reminder_days, wanted.cancellation_notice_seconds, wanted.no_show_after_seconds,
                   wanted.instructions_en, wanted.instructions_es, wanted.provider,
                   EXISTS (SELECT FROM appointment
                            WHERE patient_key = $3 AND state = 'BOOKED'
                              AND tstzrange(appointment.starts_at, appointment.ends_at)
                               && tstzrange(wanted.starts_at,
                                            wanted.starts_at + make_interval(secs => wanted.length_seconds)))
                     AS patient_is_busy
              FROM wanted
              JOIN slot ON slot.session_id = wanted.session_id
                       AND slot.starts_at < wanted.starts_at
                           + make_interval(secs => wanted.length_seconds + wanted.buffer_after_seconds)
                       AND slot.ends_at > wanted.starts_at - make_interval(secs => wanted.buffer_before_seconds)
             ORDER BY slot.starts_at
               FOR UPDATE OF slot
            """;

    private static final String SLOT_EXISTS = "SELECT FROM slot WHERE id = $1";

    // By time rather than by a list of ids, which is planned anew each time: for the planner a list it does not know
    // yet
    // is a long one.
    private static final String TAKE_SEATS =
            "UPDATE slot SET taken = taken + 1 WHERE session_id = $1 AND starts_at BETWEEN $2 AND $3";

    private static final String FREE_SEATS =
            """
            WITH locked AS (SELECT id FROM slot WHERE id = ANY ($1) ORDER BY starts_at FOR UPDATE)
            UPDATE slot SET taken = taken - 1 FROM locked WHERE slot.id = locked.id
            """;

    private static final String INSERT =
            """
            INSERT INTO appointment (id, reference, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id,
                                     starts_at, ends_at, state, patient_key, patient_id, contact_key, patient, version,
                                     created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'BOOKED', $11, $12, $13, $14, 1, $15)
            """;

    private static final String FIND = "SELECT * FROM appointment WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String CANCEL =
            """
            UPDATE appointment SET state = 'CANCELLED', cancellation_reason = $2, cancelled_at = $3, version = $4
             WHERE id = $1
            """;

    private static final String OF_PATIENT =
            """
            SELECT * FROM appointment
             WHERE patient_key = $1 AND (starts_at, id) > ($2, $3)
             ORDER BY starts_at, id LIMIT $4
            """;

    private final Patients patients;

    BookingStore(Patients patients) {
        this.patients = patients;
    }

    /** @return the facts, or empty where slot or visit type is unknown */
    Uni<Optional<BookingFacts>> lockSpan(Tx tx, UUID slot, String visitType, String patientKey) {
        return tx.run(LOCK_SPAN, slot, visitType, patientKey)
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(facts(rows, slot, visitType, tx.now())));
    }

    Uni<Boolean> slotExists(SqlClient client, UUID slot) {
        return Sql.run(client, SLOT_EXISTS, slot).map(rows -> rows.size() == 1);
    }

    /** @param slots of one session, in order and without a gap */
    Uni<?> takeSeats(Tx tx, List<Slot> slots) {
        var first = slots.get(0);
        return tx.run(
                TAKE_SEATS,
                first.session(),
                first.startsAt(),
                slots.get(slots.size() - 1).startsAt());
    }

    Uni<?> freeSeats(Tx tx, Appointment appointment) {
        return tx.run(FREE_SEATS, (Object) appointment.slots().toArray(UUID[]::new));
    }

    Uni<?> insert(Tx tx, Appointment appointment, UUID session, Patient patient) {
        return tx.run(
                INSERT,
                appointment.id(),
                appointment.reference(),
                appointment.site(),
                appointment.provider(),
                appointment.visitType(),
                session,
                appointment.slots().toArray(UUID[]::new),
                appointment.firstSlot(),
                appointment.startsAt(),
                appointment.endsAt(),
                patient.key(),
                patient.id().orElse(null),
                patient.contactKey(),
                Buffer.buffer(patients.sealed(patient, Appointment.placeOfPatient(appointment.id()))),
                tx.now());
    }

    /** @return the appointment, or null */
    Uni<Appointment> find(SqlClient client, UUID id) {
        return Sql.first(client, this::appointment, FIND, id);
    }

    /** @return the appointment, locked, or null */
    Uni<Appointment> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::appointment, LOCK, id);
    }

    Uni<?> cancel(Tx tx, Appointment cancelled) {
        return tx.run(
                CANCEL,
                cancelled.id(),
                cancelled.cancellationReason().orElseThrow().name(),
                cancelled.cancelledAt().orElseThrow(),
                cancelled.version());
    }

    Uni<List<Appointment>> ofPatient(SqlClient client, String patientKey, Instant afterStart, UUID afterId, int limit) {
        return Sql.list(client, this::appointment, OF_PATIENT, patientKey, afterStart, afterId, limit);
    }

    private static BookingFacts facts(RowSet<Row> rows, UUID wanted, String visitType, Instant now) {
        var span = Sql.list(rows, Slot::from);
        var row = rows.iterator().next();
        var first = span.stream()
                .filter(slot -> slot.id().equals(wanted))
                .findFirst()
                .orElseThrow();
        return new BookingFacts(
                now,
                Visit.from(row, visitType),
                row.getBoolean("offered"),
                row.getBoolean("open"),
                first,
                span,
                row.getString("provider"),
                row.getBoolean("patient_is_busy"),
                VisitTerms.from(row),
                Instructions.from(row));
    }

    private Appointment appointment(Row row) {
        var id = row.getUUID("id");
        return new Appointment(
                id,
                row.getString("reference"),
                row.getString("site_id"),
                row.getUUID("provider_id"),
                row.getString("visit_type_id"),
                List.of(row.getArrayOfUUIDs("slot_ids")),
                row.getUUID("first_slot_id"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                AppointmentState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("patient_id")),
                patients.opened(row.getBuffer("patient").getBytes(), Appointment.placeOfPatient(id)),
                Optional.ofNullable(row.getString("cancellation_reason")).map(CancellationReason::valueOf),
                Optional.ofNullable(Sql.instant(row, "cancelled_at")),
                row.getLong("version"));
    }
}
