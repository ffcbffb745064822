package org.carepromise.scheduling.waitlist;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.scheduling.Ids;

/** Reads entries and offers, each reading noted in the audit trail. */
@ApplicationScoped
class ReadWaitlist {

    private final Transactions transactions;
    private final WaitlistStore entries;
    private final OfferStore offers;
    private final AuditTrail audit;

    ReadWaitlist(Transactions transactions, WaitlistStore entries, OfferStore offers, AuditTrail audit) {
        this.transactions = transactions;
        this.entries = entries;
        this.offers = offers;
        this.audit = audit;
    }

    Uni<WaitlistEntry> entry(Caller caller, UUID id) {
        return transactions.run(tx -> entries.find(tx.reads(), id)
                .map(found -> reached(caller, found))
                .invoke(found -> tx.withCommit(audit.note(
                        tx,
                        caller,
                        "getWaitlistEntry",
                        Ids.WAITLIST_ENTRY.format(id),
                        found.onlySite().orElse(null),
                        found.patients()))));
    }

    /** A patient's own, whatever became of them; for staff those that wait for a seat at their sites. */
    Uni<List<WaitlistEntry>> entries(Caller caller, Optional<String> site, UUID after, int limit) {
        var reach = reach(caller, site);
        return transactions.run(tx -> (caller.actsAsPatient()
                        ? entries.ofPatient(tx.reads(), caller.requirePatient(), after, limit)
                        : entries.open(tx.reads(), reach, after, limit))
                .invoke(found -> tx.withCommit(audit.note(
                        tx,
                        caller,
                        "listWaitlistEntries",
                        "waitlist-entries",
                        site.orElse(null),
                        found.stream()
                                .flatMap(entry -> entry.patients().stream())
                                .distinct()
                                .toList()))));
    }

    private static Scope reach(Caller caller, Optional<String> site) {
        if (site.isEmpty() || caller.actsAsPatient()) {
            return caller.sites();
        }
        caller.checkCovers(site.get());
        return new Scope(Set.of(site.get()), false);
    }

    Uni<WaitlistOffer> offer(Caller caller, UUID id) {
        return transactions.run(tx -> offers.find(tx.reads(), id)
                .flatMap(offer -> offer == null
                        ? Uni.createFrom().failure(Problem.of(HttpProblem.NOT_FOUND))
                        : entries.find(tx.reads(), offer.entry())
                                .map(entry -> reached(caller, entry))
                                .invoke(entry -> tx.withCommit(audit.note(
                                        tx,
                                        caller,
                                        "getWaitlistOffer",
                                        Ids.WAITLIST_OFFER.format(id),
                                        offer.seats().site(),
                                        entry.patients())))
                                .replaceWith(offer)));
    }

    /** Those that the patient can still accept. */
    Uni<List<WaitlistOffer>> openOffers(Caller caller) {
        var patient = caller.requirePatient();
        return transactions.run(tx -> offers.openOfPatient(tx.reads(), patient, tx.now())
                .invoke(found -> tx.withCommit(
                        audit.note(tx, caller, "listWaitlistOffers", "waitlist-offers", null, List.of(patient)))));
    }

    /** What is not there and what is not the caller's look the same. */
    static WaitlistEntry reached(Caller caller, WaitlistEntry found) {
        if (found == null || !mayReach(caller, found)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return found;
    }

    private static boolean mayReach(Caller caller, WaitlistEntry entry) {
        return entry.wishes().sites().stream()
                .anyMatch(site -> caller.mayReach(site, entry.patient().id().orElse("")));
    }
}
