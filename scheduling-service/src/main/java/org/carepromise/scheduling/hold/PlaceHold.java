package org.carepromise.scheduling.hold;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.capacity.BookingRules;
import org.carepromise.scheduling.capacity.Capacity;
import org.carepromise.scheduling.capacity.Wanted;
import org.carepromise.scheduling.hold.HoldJson.NewHoldJson;

/** Holds seats for whoever asks, so many at a time. */
@ApplicationScoped
class PlaceHold {

    private final Capacity capacity;
    private final Holds holds;
    private final HoldStore store;
    private final HoldsConfig config;

    PlaceHold(Capacity capacity, Holds holds, HoldStore store, HoldsConfig config) {
        this.capacity = capacity;
        this.holds = holds;
        this.store = store;
        this.config = config;
    }

    Uni<Hold> place(Tx tx, Caller caller, UUID slot, NewHoldJson asked, Optional<Patient> patient) {
        var holder = caller.idempotencyOwner();
        var most = caller.hasToken() ? config.mostPerHolder() : config.mostPerSiteKey();
        var expiresAfter = Optional.ofNullable(asked.expiresAfter()).orElseGet(config::expireAfter);
        return store.countLocked(tx, holder)
                .invoke(count -> {
                    if (count >= most) {
                        throw Problem.of(SchedulingProblem.HOLD_LIMIT).with("most", most);
                    }
                })
                .flatMap(within -> capacity.lock(tx, Wanted.by(patient, slot, asked.visitType())))
                .map(facts -> {
                    caller.checkReaches(facts.first().site());
                    BookingRules.check(facts);
                    return holds.place(
                            tx, facts, HoldPurpose.REQUEST, holder, tx.now().plus(expiresAfter));
                });
    }
}
