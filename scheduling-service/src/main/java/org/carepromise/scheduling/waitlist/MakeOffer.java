package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.reminder.TellPatients;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.waitlist.FreedSeatStore.Place;

/** Keeps a seat for somebody who waits, and decides to tell them. Their time runs from when they were really told. */
@ApplicationScoped
class MakeOffer {

    static final Purpose OFFERED = Purpose.optional("waitlist-offer");

    private static final Duration INSTANT_BEFORE = Duration.ofNanos(1_000);

    private final OfferedSeats seats;
    private final OfferStore store;
    private final Timers timers;
    private final Notices notices;
    private final TellPatients tell;
    private final WaitlistConfig config;

    MakeOffer(
            OfferedSeats seats,
            OfferStore store,
            Timers timers,
            Notices notices,
            TellPatients tell,
            WaitlistConfig config) {
        this.seats = seats;
        this.store = store;
        this.timers = timers;
        this.notices = notices;
        this.tell = tell;
        this.config = config;
    }

    /** Fails with the capacity rule that refuses, having changed nothing. The entry is locked. */
    Uni<Void> make(Tx tx, WaitlistEntry entry, Visit visit, Start start, Place place) {
        var latestUsefulAt = visit.bookedUntil(start.first().startsAt());
        var sentBy = WaitlistRules.endsAt(tx.now(), config.sendWithin(), latestUsefulAt);
        // Longer than the offer can last, so that the seat passes from hand to hand without being anybody's in between.
        var keptUntil = sentBy.plus(config.offerWithin()).plus(config.keepWithin());
        return seats.keep(tx, entry, start, keptUntil).flatMap(hold -> {
            var offer = new WaitlistOffer(
                    IdType.next(tx.now()),
                    entry.id(),
                    hold.id(),
                    hold.seats(),
                    OfferState.PREPARED,
                    latestUsefulAt,
                    Optional.empty(),
                    sentBy,
                    Optional.empty(),
                    Optional.empty(),
                    1);
            return tx.together(List.of(
                    store.insert(tx, offer),
                    timers.set(tx, List.of(EndOffers.timer(offer, EndOffers.UNLESS_SENT, sentBy))),
                    notices.decide(tx, notice(tx.now(), entry, offer, place))));
        });
    }

    private NewNotice notice(Instant now, WaitlistEntry entry, WaitlistOffer offer, Place place) {
        var subject = Ids.WAITLIST_OFFER.format(offer.id());
        var lasts = Duration.between(now, WaitlistRules.endsAt(now, config.offerWithin(), offer.latestUsefulAt()));
        return new NewNotice(
                OFFERED.id() + ":" + subject,
                OFFERED,
                "waitlist-offer",
                subject,
                place.site(),
                entry.patient(),
                Map.of(
                        "startAt",
                        NoticeValue.time(
                                offer.seats().startsAt(),
                                tell.zoneOf(entry.patient().block(), place.site())),
                        "provider",
                        NoticeValue.words(place.providerName()),
                        "minutes",
                        NoticeValue.words(Long.toString(Math.max(1, lasts.toMinutes())))),
                now,
                offer.expiresAt().minus(INSTANT_BEFORE),
                Optional.empty());
    }
}
