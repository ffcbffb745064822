package org.carepromise.scheduling.appointment;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.id.ShortReference;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.DrawnTwice;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.availability.Availability;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.capacity.BookingFacts;
import org.carepromise.scheduling.capacity.BookingRules;
import org.carepromise.scheduling.capacity.Capacity;
import org.carepromise.scheduling.capacity.Seats;
import org.carepromise.scheduling.capacity.Wanted;
import org.carepromise.scheduling.hold.Hold;
import org.carepromise.scheduling.hold.Holds;

/** Books a seat: locks the slots, asks the rules, takes the seats. The database refuses the one too many in any case. */
@ApplicationScoped
public class BookAppointment {

    private final AppointmentStore store;
    private final Availability availability;
    private final Capacity capacity;
    private final Holds holds;
    private final EventLog events;
    private final AuditTrail audit;
    private final FollowUps followUps;

    BookAppointment(
            AppointmentStore store,
            Availability availability,
            Capacity capacity,
            Holds holds,
            EventLog events,
            AuditTrail audit,
            FollowUps followUps) {
        this.store = store;
        this.availability = availability;
        this.capacity = capacity;
        this.holds = holds;
        this.events = events;
        this.audit = audit;
        this.followUps = followUps;
    }

    Uni<Appointment> book(Tx tx, Caller caller, Target target, String visitType, Patient patient) {
        if (target.overbook() && caller.actsAsPatient()) {
            throw Problem.of(SchedulingProblem.OVERBOOKING_NOT_ALLOWED);
        }
        if (target.hold() != null) {
            return holds.lock(tx, target.hold(), caller.idempotencyOwner())
                    .flatMap(hold -> bookHeld(tx, caller, hold, patient));
        }
        var wanted = Wanted.by(Optional.of(patient), target.slot(), visitType).overbooking(target.overbook());
        var facts = target.anyProvider() ? withAnyProvider(tx, caller, wanted) : allowed(tx, caller, wanted);
        return facts.map(found -> {
            var appointment = appointment(tx, found.seats(), patient);
            save(tx, caller, appointment, found, capacity.take(tx, appointment.id(), found), target.quiet());
            return appointment;
        });
    }

    private Uni<BookingFacts> allowed(Tx tx, Caller caller, Wanted wanted) {
        return capacity.lock(tx, wanted).invoke(facts -> {
            caller.checkReaches(facts.first().site());
            BookingRules.check(facts);
        });
    }

    private Uni<BookingFacts> withAnyProvider(Tx tx, Caller caller, Wanted wanted) {
        return availability
                .candidates(tx.reads(), wanted.slot(), wanted.visitType(), tx.now())
                .flatMap(starts -> inTurn(tx, caller, wanted, starts.iterator()));
    }

    /** Each under a savepoint: whoever is refused lets go of what it locked, so that nobody waits crosswise. */
    private Uni<BookingFacts> inTurn(Tx tx, Caller caller, Wanted wanted, Iterator<Start> starts) {
        if (!starts.hasNext()) {
            return allowed(tx, caller, wanted);
        }
        var slot = starts.next().first().id();
        return tx.attempt(part -> allowed(part, caller, wanted.at(slot)))
                .onFailure(BookingRules::isOfTheSession)
                .recoverWithUni(() -> inTurn(tx, caller, wanted, starts));
    }

    /** Books what a hold keeps, which is locked and still good. */
    public Uni<Appointment> bookHeld(Tx tx, Caller caller, Hold hold, Patient patient) {
        var seats = hold.seats();
        return capacity.lock(tx, Wanted.by(Optional.of(patient), seats.firstSlot(), seats.visitType()))
                .flatMap(facts -> {
                    BookingRules.checkHeld(facts);
                    var appointment = appointment(tx, seats, patient);
                    return holds.give(tx, hold, appointment.id()).map(given -> {
                        save(tx, caller, appointment, facts, List.of(), false);
                        return appointment;
                    });
                });
    }

    private static Appointment appointment(Tx tx, Seats seats, Patient patient) {
        return Appointment.booked(IdType.next(tx.now()), ShortReference.next(), seats, patient);
    }

    private void save(
            Tx tx, Caller caller, Appointment appointment, BookingFacts facts, List<Uni<?>> taking, boolean quiet) {
        var id = Ids.APPOINTMENT.format(appointment.id());
        var seats = appointment.seats();
        var booked = Event.of(
                "carepromise.appointment.booked.v1",
                id,
                seats.site(),
                tx.now(),
                Map.of(
                        "state", appointment.state(),
                        "start", seats.startsAt(),
                        "provider", Ids.PROVIDER.format(seats.provider()),
                        "visitType", seats.visitType()));
        taking.forEach(tx::withCommit);
        tx.withCommit(
                store.insert(tx, appointment)
                        .onFailure(Constraints.refusedBy(AppointmentStore.PATIENT_OVERLAPS))
                        .transform(busy -> Problem.of(SchedulingProblem.PATIENT_ALREADY_BOOKED))
                        .onFailure(Constraints.refusedBy(AppointmentStore.REFERENCE))
                        .transform(DrawnTwice::new),
                events.append(tx, booked),
                audit.note(tx, caller, "bookAppointment", id, seats.site(), appointment.patients()));
        var following =
                quiet ? followUps.bookedQuietly(tx, appointment, facts) : followUps.booked(tx, appointment, facts);
        following.forEach(tx::withCommit);
    }
}
