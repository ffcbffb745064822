package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Ends offers whose time is up, so that their seats go to the next. */
@ApplicationScoped
class EndOffers implements TimerHandler {

    static final String KIND = "waitlist-offer-over";

    /** By then it has to have been sent. */
    static final int UNLESS_SENT = 0;

    /** Its time is up. */
    static final int EXPIRY = 1;

    /** Nobody could be told. */
    static final int UNREACHED = 2;

    private final WaitlistStore entries;
    private final OfferStore offers;
    private final FreedSeatStore seats;
    private final PassOn passOn;

    EndOffers(WaitlistStore entries, OfferStore offers, FreedSeatStore seats, PassOn passOn) {
        this.entries = entries;
        this.offers = offers;
        this.seats = seats;
        this.passOn = passOn;
    }

    static Timer timer(WaitlistOffer offer, int why, Instant at) {
        return Timer.of(
                KIND,
                Ids.WAITLIST_OFFER.format(offer.id()),
                why,
                0,
                at,
                offer.seats().site());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        return Multi.createFrom()
                .iterable(due.timers())
                .onItem()
                .transformToUniAndConcatenate(timer -> end(tx, due, timer))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> end(Tx tx, DueTimers due, Timer timer) {
        var id = Ids.WAITLIST_OFFER.parse(timer.subject()).orElseThrow();
        return offers.find(tx.reads(), id)
                .flatMap(found -> found == null || !found.state().isOpen()
                        ? Uni.createFrom().voidItem()
                        : entries.tryLock(tx, found.entry())
                                .flatMap(entry -> entry == null
                                        ? Uni.createFrom().item(false)
                                        : seats.tryLock(tx, found.seats().slots()))
                                .flatMap(locked -> {
                                    if (!locked) {
                                        due.leave(timer);
                                        return Uni.createFrom().voidItem();
                                    }
                                    return offers.lock(tx, id).flatMap(offer -> endIfOver(tx, offer));
                                }));
    }

    private Uni<Void> endIfOver(Tx tx, WaitlistOffer offer) {
        return offer.state().isOpen() && offer.isOver(tx.now())
                ? passOn.pass(
                        tx,
                        offer.ended(
                                offer.sentAt().isPresent() ? OfferState.EXPIRED : OfferState.UNREACHED,
                                Optional.<UUID>empty(),
                                tx.now()))
                : Uni.createFrom().voidItem();
    }
}
