package org.carepromise.scheduling.waitlist;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.waitlist.WaitlistOfferJson.AnswerJson;

/** A patient's answer to an offer. Entry, notice, offer, seats are locked in this order. */
@ApplicationScoped
class AnswerOffer {

    private final WaitlistStore entries;
    private final OfferStore offers;
    private final OfferedSeats seats;
    private final PassOn passOn;
    private final Notices notices;
    private final Timers timers;
    private final EventLog events;
    private final AuditTrail audit;

    AnswerOffer(
            WaitlistStore entries,
            OfferStore offers,
            OfferedSeats seats,
            PassOn passOn,
            Notices notices,
            Timers timers,
            EventLog events,
            AuditTrail audit) {
        this.entries = entries;
        this.offers = offers;
        this.seats = seats;
        this.passOn = passOn;
        this.notices = notices;
        this.timers = timers;
        this.events = events;
        this.audit = audit;
    }

    private record Asked(WaitlistEntry entry, WaitlistOffer offer) {}

    /** Books the seat; of an entry that is for an earlier visit the appointment moves there. */
    Uni<WaitlistOffer> accept(Tx tx, Caller caller, UUID id, AnswerJson answer, String ifMatch) {
        return lock(tx, caller, id, answer, ifMatch)
                .flatMap(asked -> seats.book(tx, caller, asked.entry(), asked.offer())
                        .map(booked -> {
                            var accepted = asked.offer().ended(OfferState.ACCEPTED, Optional.of(booked), tx.now());
                            var served = asked.entry().ended(WaitlistEntryState.SERVED, tx.now());
                            var subject = Ids.WAITLIST_OFFER.format(id);
                            tx.withCommit(
                                    offers.recovered(tx, booked),
                                    offers.end(tx, accepted),
                                    entries.end(tx, served),
                                    timers.clear(tx, EndOffers.KIND, subject),
                                    timers.clear(tx, LapseEntries.KIND, Ids.WAITLIST_ENTRY.format(served.id())),
                                    events.append(tx, WaitlistEvents.ended(accepted)),
                                    events.append(tx, WaitlistEvents.ended(served)),
                                    audit.note(
                                            tx,
                                            caller,
                                            "acceptWaitlistOffer",
                                            subject,
                                            accepted.seats().site(),
                                            served.patients()));
                            return accepted;
                        }));
    }

    /** The patient goes on waiting for another seat; this one goes to the next. */
    Uni<WaitlistOffer> decline(Tx tx, Caller caller, UUID id, AnswerJson answer, String ifMatch) {
        return lock(tx, caller, id, answer, ifMatch).flatMap(asked -> {
            var declined = asked.offer().ended(OfferState.DECLINED, Optional.empty(), tx.now());
            return passOn.pass(tx, declined)
                    .invoke(passed -> tx.withCommit(audit.note(
                            tx,
                            caller,
                            "declineWaitlistOffer",
                            Ids.WAITLIST_OFFER.format(id),
                            declined.seats().site(),
                            asked.entry().patients())))
                    .replaceWith(declined);
        });
    }

    private Uni<Asked> lock(Tx tx, Caller caller, UUID id, AnswerJson answer, String ifMatch) {
        var subject = Ids.WAITLIST_OFFER.format(id);
        return entries.lockOfOffer(tx, id)
                .map(entry -> ReadWaitlist.reached(caller, entry))
                .call(entry -> notices.withdraw(tx, subject, Set.of(MakeOffer.OFFERED.id())))
                .flatMap(entry -> offers.lock(tx, id).map(offer -> {
                    caller.checkReaches(offer.seats().site());
                    Version.checkIfNamed(ifMatch, answer.version(), offer.version());
                    checkOpen(entry, offer, tx);
                    return new Asked(entry, offer);
                }));
    }

    private static void checkOpen(WaitlistEntry entry, WaitlistOffer offer, Tx tx) {
        if (offer.state() == OfferState.EXPIRED
                || offer.state() == OfferState.UNREACHED
                || offer.state().isOpen() && offer.isOver(tx.now())) {
            throw Problem.of(SchedulingProblem.OFFER_EXPIRED);
        }
        if (!offer.state().isOpen() || entry.state() != WaitlistEntryState.OPEN) {
            throw Problem.of(SchedulingProblem.OFFER_CLOSED)
                    .with("state", offer.state())
                    .with(
                            "appointmentId",
                            offer.appointment().map(Ids.APPOINTMENT::format).orElse(null));
        }
    }
}
