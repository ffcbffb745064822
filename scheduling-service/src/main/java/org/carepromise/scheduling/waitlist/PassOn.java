package org.carepromise.scheduling.waitlist;

import java.util.ArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Ends an offer that nobody accepted, and hands its seat to whoever is next. */
@ApplicationScoped
class PassOn {

    private final OfferStore store;
    private final OfferedSeats seats;
    private final FreedSeats freedSeats;
    private final Timers timers;
    private final EventLog events;

    PassOn(OfferStore store, OfferedSeats seats, FreedSeats freedSeats, Timers timers, EventLog events) {
        this.store = store;
        this.seats = seats;
        this.freedSeats = freedSeats;
        this.timers = timers;
        this.events = events;
    }

    /** @param ended as it is to be written; it is locked, and so is its entry */
    Uni<Void> pass(Tx tx, WaitlistOffer ended) {
        var subject = Ids.WAITLIST_OFFER.format(ended.id());
        return seats.giveBack(tx, ended).flatMap(free -> {
            var statements = new ArrayList<Uni<?>>();
            statements.add(store.end(tx, ended));
            statements.add(timers.clear(tx, EndOffers.KIND, subject));
            statements.add(events.append(tx, WaitlistEvents.ended(ended)));
            statements.addAll(freedSeats.freed(
                    tx,
                    subject,
                    ended.version(),
                    ended.seats().site(),
                    ended.seats().slots()));
            return tx.together(statements);
        });
    }
}
