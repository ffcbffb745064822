package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.id.ShortReference;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.DrawnTwice;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.availability.SlotFinder;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.reminder.RemindedVisit;
import org.carepromise.scheduling.reminder.TellPatients;
import org.carepromise.scheduling.visittype.Visit;

/** Books a seat: locks the slots, asks the rules, takes the seats. The database refuses the one too many in any case. */
@ApplicationScoped
class BookAppointment {

    private final BookingStore store;
    private final EventLog events;
    private final AuditTrail audit;
    private final TellPatients tell;

    BookAppointment(BookingStore store, EventLog events, AuditTrail audit, TellPatients tell) {
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.tell = tell;
    }

    Uni<Appointment> book(Tx tx, Caller caller, UUID slot, String visitType, Patient patient) {
        return store.lockSpan(tx, slot, visitType, patient.key())
                .flatMap(found -> found.isEmpty()
                        ? unknown(tx, slot)
                        : Uni.createFrom().item(book(tx, caller, found.get(), patient)));
    }

    private Appointment book(Tx tx, Caller caller, BookingFacts facts, Patient patient) {
        var first = facts.first();
        if (!caller.actsAsPatient() && !caller.sites().covers(first.site())) {
            throw Problem.of(HttpProblem.FORBIDDEN, "This token does not reach that site.");
        }
        BookingRules.check(facts);
        var start = SlotFinder.startAt(first, facts.span(), facts.visit()).orElseThrow();
        var appointment = appointment(tx.now(), facts.visit(), start, patient);
        var id = Ids.APPOINTMENT.format(appointment.id());
        var booked = Event.of(
                "carepromise.appointment.booked.v1",
                id,
                first.site(),
                tx.now(),
                Map.of(
                        "state", appointment.state(),
                        "start", first.startsAt(),
                        "provider", Ids.PROVIDER.format(first.provider()),
                        "visitType", appointment.visitType()));
        tx.withCommit(
                store.takeSeats(tx, start.slots())
                        .onFailure(Constraints.refusedBy(BookingStore.SLOT_CAPACITY))
                        .transform(full -> Problem.of(SchedulingProblem.SLOT_FULL)),
                store.insert(tx, appointment, first.session(), patient)
                        .onFailure(Constraints.refusedBy(BookingStore.PATIENT_OVERLAPS))
                        .transform(busy -> Problem.of(SchedulingProblem.PATIENT_ALREADY_BOOKED))
                        .onFailure(Constraints.refusedBy(BookingStore.REFERENCE))
                        .transform(DrawnTwice::new),
                events.append(tx, booked),
                audit.note(tx, caller, "bookAppointment", id, first.site(), appointment.patients()));
        tell.booked(tx, told(appointment, facts, patient)).forEach(tx::withCommit);
        return appointment;
    }

    private RemindedVisit told(Appointment appointment, BookingFacts facts, Patient patient) {
        return new RemindedVisit(
                appointment.id(),
                appointment.site(),
                facts.provider(),
                appointment.startsAt(),
                tell.zoneOf(patient.block(), appointment.site()),
                facts.visit().leadTime(),
                patient,
                appointment.version(),
                facts.terms().reminderDays(),
                facts.instructions());
    }

    private static Appointment appointment(Instant now, Visit visit, Start start, Patient patient) {
        var first = start.first();
        return new Appointment(
                IdType.next(now),
                ShortReference.next(),
                first.site(),
                first.provider(),
                visit.type(),
                start.slots().stream().map(Slot::id).toList(),
                first.id(),
                first.startsAt(),
                first.startsAt().plus(visit.length()),
                AppointmentState.BOOKED,
                patient.id(),
                patient.block(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private Uni<Appointment> unknown(Tx tx, UUID slot) {
        return store.slotExists(tx.reads(), slot).map(exists -> {
            throw exists
                    ? Problem.of(SchedulingProblem.VISIT_TYPE_UNKNOWN).at("#/visitType", "one of GET /v1/visit-types")
                    : Problem.of(SchedulingProblem.SLOT_UNKNOWN).at("#/slotId", "one of GET /v1/availability");
        });
    }
}
