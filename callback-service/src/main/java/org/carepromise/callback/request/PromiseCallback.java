package org.carepromise.callback.request;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;

/** Makes the promise that was admitted; whoever answers for it hears at once of one that is later than published. */
@ApplicationScoped
public class PromiseCallback {

    private static final String SHORTFALL = "callback-shortfall";

    private final PromiseKeeper promises;
    private final Policies policies;
    private final Alerts alerts;

    PromiseCallback(PromiseKeeper promises, Policies policies, Alerts alerts) {
        this.promises = promises;
        this.policies = policies;
        this.alerts = alerts;
    }

    /** @param start when the clock begins; not after now */
    public Uni<Void> make(Tx tx, Callback callback, Instant start, boolean withinSla) {
        return promises.makeUntil(
                        tx,
                        PublishedPromise.CALLBACK_FIRST_ATTEMPT,
                        callback.publicId(),
                        callback.site(),
                        start,
                        callback.dueAt(),
                        withinSla)
                .chain(() -> withinSla ? Uni.createFrom().voidItem() : shortfall(tx, callback));
    }

    /** The patient has withdrawn in time what was promised last; what is kept or broken stays. */
    public Uni<?> withdraw(Tx tx, Callback callback) {
        return promises.withdraw(tx, PublishedPromise.CALLBACK_FIRST_ATTEMPT, callback.publicId());
    }

    private Uni<Void> shortfall(Tx tx, Callback callback) {
        return policies.of(PublishedPromise.CALLBACK_FIRST_ATTEMPT, callback.site())
                .onDuty()
                .map(post -> alerts.raise(
                        tx,
                        new NewAlert(
                                SHORTFALL + ":" + callback.publicId() + ":" + callback.sequence(),
                                callback.site(),
                                post,
                                SHORTFALL,
                                callback.publicId(),
                                Optional.empty())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
