package org.carepromise.scheduling.waitlist;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.notice.EndedNotice;
import org.carepromise.kit.notice.NoticeFollower;
import org.carepromise.kit.notice.NoticeState;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

/** Lets an offer's time run from when it was sent, and gives the seat to the next where it can't be. */
@ApplicationScoped
class FollowOfferNotices implements NoticeFollower {

    private final OfferStore store;
    private final Timers timers;
    private final EventLog events;
    private final WaitlistConfig config;

    FollowOfferNotices(OfferStore store, Timers timers, EventLog events, WaitlistConfig config) {
        this.store = store;
        this.timers = timers;
        this.events = events;
        this.config = config;
    }

    @Override
    public String purpose() {
        return MakeOffer.OFFERED.id();
    }

    @Override
    public Uni<Void> ended(Tx tx, EndedNotice notice) {
        var id = Ids.WAITLIST_OFFER.parse(notice.subject()).orElseThrow();
        var at = notice.endedAt();
        return notice.state() == NoticeState.SENT
                ? store.sent(tx, id, at, at.plus(config.offerWithin()))
                        .flatMap(offer -> offer == null
                                ? Uni.createFrom().voidItem()
                                : timers.set(tx, List.of(EndOffers.timer(offer, EndOffers.EXPIRY, offer.expiresAt())))
                                        .flatMap(set -> events.append(tx, WaitlistEvents.sent(offer))))
                : store.notSent(tx, id, at)
                        .flatMap(offer -> offer == null
                                ? Uni.createFrom().voidItem()
                                : timers.set(tx, List.of(EndOffers.timer(offer, EndOffers.UNREACHED, at))));
    }
}
