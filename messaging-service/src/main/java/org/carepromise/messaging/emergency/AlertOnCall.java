package org.carepromise.messaging.emergency;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.messaging.thread.MessageThread;

/** Whoever is on call hears of an emergency once, and again of the next one after it was seen. */
@ApplicationScoped
public class AlertOnCall {

    private static final String KIND = "emergency-message";

    private final Alerts alerts;
    private final Policies policies;
    private final DutyPost otherwise;

    AlertOnCall(Alerts alerts, Policies policies, MessagingConfig config) {
        this.alerts = alerts;
        this.policies = policies;
        this.otherwise = new DutyPost(config.alertPool(), config.alertRole());
    }

    /** The thread is locked, or new. */
    public Uni<Void> ifNeeded(Tx tx, MessageThread thread) {
        return thread.course().emergency()
                ? raise(tx, thread, KIND)
                : Uni.createFrom().voidItem();
    }

    /** @param kind what is to be done */
    Uni<Void> raise(Tx tx, MessageThread thread, String kind) {
        var post = policies.of(PublishedPromise.EMERGENCY_SEEN, thread.site())
                .onDuty()
                .orElse(otherwise);
        return alerts.raise(
                tx,
                new NewAlert(
                        kind + ":" + thread.publicId() + ":" + thread.course().alerts(),
                        thread.site(),
                        post,
                        kind,
                        thread.publicId(),
                        Optional.empty()));
    }
}
