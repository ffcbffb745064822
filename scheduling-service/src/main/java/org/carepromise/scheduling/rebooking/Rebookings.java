package org.carepromise.scheduling.rebooking;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.appointment.Appointment;

/** Starts the search for other times, and writes its steps. */
@ApplicationScoped
public class Rebookings {

    private final RebookingStore store;
    private final Timers timers;
    private final EventLog events;

    Rebookings(RebookingStore store, Timers timers, EventLog events) {
        this.store = store;
        this.timers = timers;
        this.events = events;
    }

    /**
     * For each visit of a session that is cancelled in this transaction: a row, and a timer that is due at once. Whatever
     * crashes from here on, nobody is lost.
     *
     * @param visits of one session
     */
    public Uni<Void> begin(Tx tx, UUID session, List<Appointment> visits) {
        if (visits.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var site = visits.get(0).site();
        var ids = visits.stream().map(visit -> IdType.next(tx.now())).toArray(UUID[]::new);
        return store.insert(
                        tx,
                        session,
                        site,
                        visits.get(0).seats().provider(),
                        ids,
                        visits.stream().map(Appointment::id).toArray(UUID[]::new),
                        visits.stream().map(Appointment::startsAt).toArray(Instant[]::new))
                .flatMap(inserted -> timers.set(
                        tx,
                        Arrays.stream(ids)
                                .map(id -> Timer.of(MoveVisits.KIND, Ids.REBOOKING.format(id), 0, 0, tx.now(), site))
                                .toList()));
    }

    /** Statements that save a step, with its event where somebody has to hear of it. */
    void save(Tx tx, Rebooking changed) {
        tx.withCommit(store.save(tx, changed));
        var data = new LinkedHashMap<String, Object>(
                Map.of("state", changed.state(), "appointmentId", Ids.APPOINTMENT.format(changed.appointment())));
        changed.reason().ifPresent(reason -> data.put("reason", reason));
        changed.outcome().ifPresent(outcome -> data.put("outcome", outcome));
        var what =
                switch (changed.state()) {
                    case PENDING -> "pending";
                    case MOVED -> "moved";
                    case OPEN -> "opened";
                    case CLOSED -> "closed";
                };
        tx.withCommit(events.append(
                tx,
                Event.of(
                        "carepromise.rebooking." + what + ".v1",
                        Ids.REBOOKING.format(changed.id()),
                        changed.site(),
                        tx.now(),
                        data)));
    }
}
