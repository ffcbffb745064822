package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.capacity.BookingFacts;
import org.carepromise.scheduling.capacity.BookingRules;
import org.carepromise.scheduling.capacity.Capacity;
import org.carepromise.scheduling.capacity.Seats;
import org.carepromise.scheduling.capacity.Wanted;
import org.carepromise.scheduling.figures.VisitsGivenBack;
import org.carepromise.scheduling.hold.Hold;
import org.carepromise.scheduling.hold.Holds;
import org.carepromise.scheduling.waitlist.FreedSeats;

/** Moves an appointment to another time, all or nothing; it keeps its id, and its own seats count as free. */
@ApplicationScoped
public class RescheduleAppointment {

    private final AppointmentStore store;
    private final Capacity capacity;
    private final Holds holds;
    private final EventLog events;
    private final AuditTrail audit;
    private final FollowUps followUps;
    private final FreedSeats freedSeats;
    private final VisitsGivenBack givenBack;

    RescheduleAppointment(
            AppointmentStore store,
            Capacity capacity,
            Holds holds,
            EventLog events,
            AuditTrail audit,
            FollowUps followUps,
            FreedSeats freedSeats,
            VisitsGivenBack givenBack) {
        this.store = store;
        this.capacity = capacity;
        this.holds = holds;
        this.events = events;
        this.audit = audit;
        this.followUps = followUps;
        this.freedSeats = freedSeats;
        this.givenBack = givenBack;
    }

    Uni<Appointment> reschedule(Tx tx, Caller caller, UUID id, Target target, String ifMatch, Long version) {
        if (target.overbook() && caller.actsAsPatient()) {
            throw Problem.of(SchedulingProblem.OVERBOOKING_NOT_ALLOWED);
        }
        return store.lock(tx, id).flatMap(locked -> {
            var appointment = ReadAppointments.reached(caller, locked);
            Version.checkIfNamed(ifMatch, version, appointment.version());
            AppointmentRules.checkChange(appointment, CancelAppointment.noticeFor(caller, locked.terms()), tx.now());
            var moved = target.hold() == null
                    ? moveToSlot(tx, appointment, target)
                    : holds.lock(tx, target.hold(), caller.idempotencyOwner())
                            .flatMap(hold -> moveToHeld(tx, appointment, hold));
            return givenBack.by(tx, caller, id).flatMap(noted -> moved).invoke(now -> {
                caller.checkReaches(now.site());
                tx.withCommit(audit.note(
                        tx, caller, "rescheduleAppointment", Ids.APPOINTMENT.format(id), now.site(), now.patients()));
            });
        });
    }

    /** Moves a locked appointment away from a session that does not take place, and tells the patient so. */
    Uni<Appointment> replace(Tx tx, Appointment appointment, UUID slot) {
        return capacity.lock(tx, wanted(appointment, slot)).map(facts -> {
            BookingRules.check(facts);
            capacity.free(tx, appointment.id(), appointment.seats()).forEach(tx::withCommit);
            tx.withCommit(capacity.close(tx, appointment.seats()));
            capacity.take(tx, appointment.id(), facts).forEach(tx::withCommit);
            var moved = write(tx, appointment, facts.seats());
            followUps.replaced(tx, appointment, moved, facts).forEach(tx::withCommit);
            return moved;
        });
    }

    /** Moves a locked appointment. */
    public Uni<Appointment> moveToSlot(Tx tx, Appointment appointment, Target target) {
        return capacity.lock(tx, wanted(appointment, target.slot()).overbooking(target.overbook()))
                .map(facts -> {
                    BookingRules.check(facts);
                    capacity.free(tx, appointment.id(), appointment.seats()).forEach(tx::withCommit);
                    capacity.take(tx, appointment.id(), facts).forEach(tx::withCommit);
                    return save(tx, appointment, facts.seats(), facts, target.quiet());
                });
    }

    /** Moves an appointment onto what a locked hold keeps, as an accepted offer of an earlier visit does. */
    public Uni<Appointment> moveToHeld(Tx tx, UUID id, Hold hold) {
        return store.lock(tx, id).flatMap(locked -> {
            AppointmentRules.checkChange(locked.appointment(), Duration.ZERO, tx.now());
            return moveToHeld(tx, locked.appointment(), hold);
        });
    }

    /** Moves a locked appointment onto what a hold keeps, which is locked and still good. */
    public Uni<Appointment> moveToHeld(Tx tx, Appointment appointment, Hold hold) {
        if (!hold.seats().visitType().equals(appointment.seats().visitType())) {
            throw Problem.of(SchedulingProblem.HOLD_UNKNOWN)
                    .at("#/holdId", "a hold for the visit type of the appointment");
        }
        return capacity.lock(tx, wanted(appointment, hold.seats().firstSlot())).flatMap(facts -> {
            BookingRules.checkHeld(facts);
            return tx.together(capacity.free(tx, appointment.id(), appointment.seats()))
                    .flatMap(freed -> holds.give(tx, hold, appointment.id()))
                    .map(given -> save(tx, appointment, hold.seats(), facts, false));
        });
    }

    private static Wanted wanted(Appointment appointment, UUID slot) {
        var seats = appointment.seats();
        return Wanted.by(Optional.of(appointment.patient()), slot, seats.visitType())
                .having(appointment.id(), seats);
    }

    private Appointment save(Tx tx, Appointment before, Seats seats, BookingFacts facts, boolean quiet) {
        var moved = write(tx, before, seats);
        var following = quiet ? followUps.movedQuietly(tx, moved, facts) : followUps.moved(tx, moved, facts);
        following.forEach(tx::withCommit);
        freedSeats
                .freed(
                        tx,
                        Ids.APPOINTMENT.format(moved.id()),
                        moved.version(),
                        before.site(),
                        before.seats().slots())
                .forEach(tx::withCommit);
        return moved;
    }

    private Appointment write(Tx tx, Appointment before, Seats seats) {
        var moved = before.movedTo(seats);
        var event = Event.of(
                "carepromise.appointment.rescheduled.v1",
                Ids.APPOINTMENT.format(moved.id()),
                moved.site(),
                tx.now(),
                Map.of(
                        "state", moved.state(),
                        "start", seats.startsAt(),
                        "provider", Ids.PROVIDER.format(seats.provider()),
                        "previousStart", before.startsAt()));
        tx.withCommit(
                store.move(tx, moved)
                        .onFailure(Constraints.refusedBy(AppointmentStore.PATIENT_OVERLAPS))
                        .transform(busy -> Problem.of(SchedulingProblem.PATIENT_ALREADY_BOOKED)),
                events.append(tx, event));
        return moved;
    }
}
