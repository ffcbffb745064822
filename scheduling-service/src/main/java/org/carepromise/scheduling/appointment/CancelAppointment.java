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
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.appointment.AppointmentJson.CancellationJson;
import org.carepromise.scheduling.capacity.Capacity;
import org.carepromise.scheduling.figures.VisitsGivenBack;
import org.carepromise.scheduling.visittype.VisitTerms;
import org.carepromise.scheduling.waitlist.FreedSeats;

/** Cancels an appointment and frees its seats for the next one, in one transaction. */
@ApplicationScoped
public class CancelAppointment {

    private final AppointmentStore store;
    private final Capacity capacity;
    private final EventLog events;
    private final AuditTrail audit;
    private final FollowUps followUps;
    private final FreedSeats freedSeats;
    private final VisitsGivenBack givenBack;

    CancelAppointment(
            AppointmentStore store,
            Capacity capacity,
            EventLog events,
            AuditTrail audit,
            FollowUps followUps,
            FreedSeats freedSeats,
            VisitsGivenBack givenBack) {
        this.store = store;
        this.capacity = capacity;
        this.events = events;
        this.audit = audit;
        this.followUps = followUps;
        this.freedSeats = freedSeats;
        this.givenBack = givenBack;
    }

    Uni<Appointment> cancel(Tx tx, Caller caller, UUID id, CancellationJson asked, String ifMatch) {
        return store.lock(tx, id).map(locked -> {
            var appointment = ReadAppointments.reached(caller, locked);
            Version.checkIfNamed(ifMatch, asked.version(), appointment.version());
            AppointmentRules.checkChange(appointment, noticeFor(caller, locked.terms()), tx.now());
            tx.withCommit(givenBack.by(tx, caller, id));
            var cancelled = cancel(tx, appointment, asked.reason(), Optional.ofNullable(asked.note()));
            tx.withCommit(audit.note(
                    tx,
                    caller,
                    "cancelAppointment",
                    Ids.APPOINTMENT.format(id),
                    cancelled.site(),
                    cancelled.patients()));
            return cancelled;
        });
    }

    /** Cancels a locked appointment. */
    public Appointment cancel(Tx tx, Appointment appointment, CancellationReason reason, Optional<String> note) {
        var cancelled = appointment.cancelled(new Cancellation(reason, note, tx.now()));
        var event = Event.of(
                "carepromise.appointment.cancelled.v1",
                Ids.APPOINTMENT.format(cancelled.id()),
                cancelled.site(),
                tx.now(),
                Map.of("state", cancelled.state(), "reason", reason));
        // Slots first: who holds their locks may wait for a changed appointment of the same patient, not for a locked
        // one.
        capacity.free(tx, cancelled.id(), cancelled.seats()).forEach(tx::withCommit);
        tx.withCommit(store.save(tx, cancelled));
        tx.withCommit(events.append(tx, event));
        followUps.cancelled(tx, cancelled).forEach(tx::withCommit);
        freedSeats
                .freed(
                        tx,
                        Ids.APPOINTMENT.format(cancelled.id()),
                        cancelled.version(),
                        cancelled.site(),
                        cancelled.seats().slots())
                .forEach(tx::withCommit);
        return cancelled;
    }

    /** Patients give notice; staff change a visit up to its start. */
    static Duration noticeFor(Caller caller, VisitTerms terms) {
        return caller.actsAsPatient() ? terms.cancellationNotice() : Duration.ZERO;
    }
}
