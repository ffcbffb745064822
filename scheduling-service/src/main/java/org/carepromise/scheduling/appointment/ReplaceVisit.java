package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.availability.Availability;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.capacity.BookingRules;
import org.carepromise.scheduling.capacity.Capacity;

/**
 * Gives a visit whose session does not take place another time at its site: with its provider, else with any; the one
 * nearest to its time. Where there is none the visit is cancelled, so that no patient believes in it.
 */
@ApplicationScoped
public class ReplaceVisit {

    /** Others look for times at the same moment: so many are tried before all are looked up again. */
    private static final int TRIED = 12;

    private static final int LOOK_UPS = 3;

    private final AppointmentStore store;
    private final RescheduleAppointment reschedule;
    private final CancelAppointment cancel;
    private final Availability availability;
    private final Capacity capacity;
    private final AuditTrail audit;

    ReplaceVisit(
            AppointmentStore store,
            RescheduleAppointment reschedule,
            CancelAppointment cancel,
            Availability availability,
            Capacity capacity,
            AuditTrail audit) {
        this.store = store;
        this.reschedule = reschedule;
        this.cancel = cancel;
        this.availability = availability;
        this.capacity = capacity;
        this.audit = audit;
    }

    /** What has become of the visit. */
    public enum Result {
        /** It has another time, and the patient is told. */
        MOVED,
        /** There is no other time: it is cancelled, and the patient is told. */
        CANCELLED,
        /** It was moved or cancelled before: nothing to do. */
        CHANGED_BEFORE,
        /** The patient is here already: a person has to speak with them. */
        PATIENT_IS_HERE
    }

    /** @param appointment as it is now */
    public record Replaced(Result result, Appointment appointment) {}

    /**
     * @param session which does not take place
     * @param earliestAt the first start that the patient can be told of in time
     * @param sameProviderWithin how long after its time the same provider is preferred to others
     */
    public Uni<Replaced> replace(
            Tx tx, UUID appointment, UUID session, Instant earliestAt, Duration sameProviderWithin) {
        return store.lock(tx, appointment).flatMap(locked -> {
            if (locked == null) {
                return Uni.createFrom().item(new Replaced(Result.CHANGED_BEFORE, null));
            }
            var visit = locked.appointment();
            if (visit.state() == AppointmentState.CHECKED_IN) {
                return Uni.createFrom().item(new Replaced(Result.PATIENT_IS_HERE, visit));
            }
            if (visit.state() != AppointmentState.BOOKED
                    || !visit.seats().session().equals(session)) {
                return Uni.createFrom().item(new Replaced(Result.CHANGED_BEFORE, visit));
            }
            return move(tx, visit, earliestAt, sameProviderWithin, LOOK_UPS)
                    .map(moved -> moved.map(to -> new Replaced(Result.MOVED, to))
                            .orElseGet(() -> new Replaced(Result.CANCELLED, cancelled(tx, visit))))
                    .invoke(done -> tx.withCommit(
                            audit.noteOwn(tx, "replaceVisit", Ids.APPOINTMENT.format(visit.id()), visit.site())));
        });
    }

    private Appointment cancelled(Tx tx, Appointment visit) {
        var cancelled = cancel.cancel(tx, visit, CancellationReason.PROVIDER_UNAVAILABLE, Optional.empty());
        tx.withCommit(capacity.close(tx, visit.seats()));
        return cancelled;
    }

    private Uni<Optional<Appointment>> move(
            Tx tx, Appointment visit, Instant earliestAt, Duration sameProviderWithin, int lookUps) {
        return candidates(tx, visit, earliestAt, sameProviderWithin)
                .flatMap(found -> found.isEmpty() || lookUps == 0
                        ? Uni.createFrom().item(Optional.<Appointment>empty())
                        : tryEach(tx, visit, found, 0)
                                .flatMap(moved -> moved.isPresent()
                                        ? Uni.createFrom().item(moved)
                                        : move(tx, visit, earliestAt, sameProviderWithin, lookUps - 1)));
    }

    private Uni<List<Start>> candidates(Tx tx, Appointment visit, Instant earliestAt, Duration sameProviderWithin) {
        var seats = visit.seats();
        var same = availability.nearest(
                tx.reads(),
                seats.site(),
                Optional.of(seats.provider()),
                seats.visitType(),
                visit.startsAt(),
                earliestAt,
                visit.startsAt().plus(sameProviderWithin),
                TRIED,
                tx.now());
        var any = Uni.createFrom()
                .deferred(() -> availability.nearest(
                        tx.reads(),
                        seats.site(),
                        Optional.empty(),
                        seats.visitType(),
                        visit.startsAt(),
                        earliestAt,
                        Instant.MAX,
                        TRIED,
                        tx.now()));
        return same.flatMap(first -> first.size() >= TRIED
                ? Uni.createFrom().item(first)
                : any.map(then -> {
                    var all = new ArrayList<>(first);
                    then.stream()
                            .filter(start -> first.stream().noneMatch(each -> each.first()
                                    .id()
                                    .equals(start.first().id())))
                            .forEach(all::add);
                    return all;
                }));
    }

    /** What another took meanwhile, or what the patient cannot have, is passed over. */
    private Uni<Optional<Appointment>> tryEach(Tx tx, Appointment visit, List<Start> starts, int next) {
        if (next == starts.size()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var slot = starts.get(next).first().id();
        return tx.attempt(inner -> reschedule.replace(inner, visit, slot))
                .map(Optional::of)
                .onFailure(failure -> failure instanceof Problem refusal && BookingRules.isTheirs(refusal))
                .recoverWithUni(() -> tryEach(tx, visit, starts, next + 1));
    }
}
