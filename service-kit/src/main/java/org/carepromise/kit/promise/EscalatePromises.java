package org.carepromise.kit.promise;

import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.timer.DueTimers;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.TimerHandler;
import org.carepromise.kit.tx.Tx;

/** Alerts whoever answers for a promise at that tier, by its policy, when it has reached a tier of its ladder. */
@ApplicationScoped
class EscalatePromises implements TimerHandler {

    private final Alerts alerts;
    private final Policies policies;

    EscalatePromises(Alerts alerts, Policies policies) {
        this.alerts = alerts;
        this.policies = policies;
    }

    @Override
    public String kind() {
        return PromiseKeeper.ESCALATION;
    }

    @Override
    public Uni<Void> fire(Tx tx, DueTimers due) {
        return alerts.raise(tx, due.timers().stream().flatMap(this::alert).toList());
    }

    /** None where the policy names nobody. */
    private Stream<NewAlert> alert(Timer reached) {
        var promise = PublishedPromise.of(reached.data().getString("policy"));
        return policies.of(promise, reached.site()).alertedAt(reached.tier()).stream()
                .map(post -> new NewAlert(
                        reached.subject() + ":" + reached.tier() + ":" + reached.epoch(),
                        reached.site(),
                        post,
                        "promise-tier-" + reached.tier(),
                        reached.data().getString("subject"),
                        Optional.of(reached.subject())));
    }
}
