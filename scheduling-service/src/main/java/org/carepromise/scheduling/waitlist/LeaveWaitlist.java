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
import org.carepromise.scheduling.waitlist.WaitlistEntryJson.WithdrawalJson;

/** Takes a patient off the waiting list. A seat that is offered to them at this moment goes to the next. */
@ApplicationScoped
class LeaveWaitlist {

    private final WaitlistStore entries;
    private final OfferStore offers;
    private final PassOn passOn;
    private final Notices notices;
    private final Timers timers;
    private final EventLog events;
    private final AuditTrail audit;

    LeaveWaitlist(
            WaitlistStore entries,
            OfferStore offers,
            PassOn passOn,
            Notices notices,
            Timers timers,
            EventLog events,
            AuditTrail audit) {
        this.entries = entries;
        this.offers = offers;
        this.passOn = passOn;
        this.notices = notices;
        this.timers = timers;
        this.events = events;
        this.audit = audit;
    }

    Uni<WaitlistEntry> leave(Tx tx, Caller caller, UUID id, WithdrawalJson asked, String ifMatch) {
        return entries.lock(tx, id)
                .map(found -> ReadWaitlist.reached(caller, found))
                .invoke(entry -> {
                    Version.checkIfNamed(ifMatch, asked.version(), entry.version());
                    if (entry.state() != WaitlistEntryState.OPEN) {
                        throw Problem.of(SchedulingProblem.WAITLIST_ENTRY_CLOSED)
                                .with("state", entry.state());
                    }
                })
                .call(entry -> endOffer(tx, entry))
                .map(entry -> {
                    var withdrawn = entry.ended(WaitlistEntryState.WITHDRAWN, tx.now());
                    var subject = Ids.WAITLIST_ENTRY.format(id);
                    tx.withCommit(
                            entries.end(tx, withdrawn),
                            timers.clear(tx, LapseEntries.KIND, subject),
                            events.append(tx, WaitlistEvents.ended(withdrawn)),
                            audit.note(
                                    tx,
                                    caller,
                                    "withdrawWaitlistEntry",
                                    subject,
                                    withdrawn.onlySite().orElse(null),
                                    withdrawn.patients()));
                    return withdrawn;
                });
    }

    private Uni<Void> endOffer(Tx tx, WaitlistEntry entry) {
        return offers.openOf(tx.reads(), entry.id())
                .flatMap(open -> open == null
                        ? Uni.createFrom().voidItem()
                        : notices.withdraw(tx, Ids.WAITLIST_OFFER.format(open.id()), Set.of(MakeOffer.OFFERED.id()))
                                .flatMap(withdrawn -> offers.lock(tx, open.id()))
                                .flatMap(offer -> passOn.pass(
                                        tx, offer.ended(OfferState.WITHDRAWN, Optional.empty(), tx.now()))));
    }
}
