package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.appointment.AppointmentJson.CancellationJson;
import org.carepromise.scheduling.reminder.TellPatients;

/** Cancels an appointment and frees its seats for the next one, in one transaction. */
@ApplicationScoped
class CancelAppointment {

    private final BookingStore store;
    private final EventLog events;
    private final AuditTrail audit;
    private final TellPatients tell;

    CancelAppointment(BookingStore store, EventLog events, AuditTrail audit, TellPatients tell) {
        this.store = store;
        this.events = events;
        this.audit = audit;
        this.tell = tell;
    }

    Uni<Appointment> cancel(Tx tx, Caller caller, UUID id, CancellationJson asked, String ifMatch) {
        return store.lock(tx, id)
                .map(found -> ReadAppointments.reached(caller, found))
                .map(appointment -> {
                    Version.checkIfNamed(ifMatch, asked.version(), appointment.version());
                    checkState(appointment, tx.now());
                    var cancelled = appointment.cancelled(asked.reason(), tx.now());
                    var typedId = Ids.APPOINTMENT.format(id);
                    var event = Event.of(
                            "carepromise.appointment.cancelled.v1",
                            typedId,
                            cancelled.site(),
                            tx.now(),
                            Map.of("state", cancelled.state(), "reason", asked.reason()));
                    tx.withCommit(
                            store.cancel(tx, cancelled),
                            store.freeSeats(tx, cancelled),
                            events.append(tx, event),
                            audit.note(
                                    tx, caller, "cancelAppointment", typedId, cancelled.site(), cancelled.patients()));
                    tell.cancelled(tx, id).forEach(tx::withCommit);
                    return cancelled;
                });
    }

    static void checkState(Appointment appointment, Instant now) {
        if (appointment.state() == AppointmentState.CANCELLED) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_CANCELLED);
        }
        if (!now.isBefore(appointment.startsAt())) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_STARTED);
        }
    }
}
