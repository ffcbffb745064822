package org.carepromise.scheduling.appointment;

import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;

/** Confirms a visit, checks its patient in, completes it, or notes that nobody came. What is done already stays as it is. */
@ApplicationScoped
public class AdvanceAppointment {

    private final AppointmentStore store;
    private final Sites sites;
    private final EventLog events;
    private final AuditTrail audit;
    private final FollowUps followUps;

    AdvanceAppointment(AppointmentStore store, Sites sites, EventLog events, AuditTrail audit, FollowUps followUps) {
        this.store = store;
        this.sites = sites;
        this.events = events;
        this.audit = audit;
        this.followUps = followUps;
    }

    Uni<Appointment> take(
            Tx tx, Caller caller, UUID id, AppointmentStep step, String operation, String ifMatch, Long version) {
        return store.lock(tx, id).map(locked -> {
            var appointment = ReadAppointments.reached(caller, locked);
            Version.checkIfNamed(ifMatch, version, appointment.version());
            if (step.isDone(appointment)) {
                return appointment;
            }
            AppointmentRules.check(step, appointment, tx.now(), sites.zoneOf(appointment.site()));
            tx.withCommit(audit.note(
                    tx, caller, operation, Ids.APPOINTMENT.format(id), appointment.site(), appointment.patients()));
            return take(tx, appointment, step);
        });
    }

    /** Takes a step that was checked, for a locked appointment. */
    Appointment take(Tx tx, Appointment appointment, AppointmentStep step) {
        var taken = step.take(appointment, tx.now());
        // A no-show's time is free for the patient: who comes late after all may have another visit in it by now.
        tx.withCommit(
                store.save(tx, taken)
                        .onFailure(Constraints.refusedBy(AppointmentStore.PATIENT_OVERLAPS))
                        .transform(busy -> Problem.of(SchedulingProblem.PATIENT_ALREADY_BOOKED)),
                events.append(
                        tx,
                        Event.of(
                                step.eventType(),
                                Ids.APPOINTMENT.format(taken.id()),
                                taken.site(),
                                tx.now(),
                                Map.of("state", taken.state()))));
        if (step != AppointmentStep.CONFIRMATION) {
            followUps.over(tx, taken).forEach(tx::withCommit);
        }
        return taken;
    }
}
