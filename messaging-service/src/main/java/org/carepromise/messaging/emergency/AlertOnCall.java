package org.carepromise.messaging.emergency;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.alert.Alerts;
import org.carepromise.kit.alert.NewAlert;
import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.messaging.thread.MessageThread;

/** Whoever is on call hears of an emergency once, and again of the next one after it was seen. */
@ApplicationScoped
public class AlertOnCall {

    private static final String KIND = "emergency-message";

    private final Alerts alerts;
    private final Timers timers;
    private final Policies policies;
    private final DutyPost otherwise;

    AlertOnCall(Alerts alerts, Timers timers, Policies policies, MessagingConfig config) {
        this.alerts = alerts;
        this.timers = timers;
        this.policies = policies;
        this.otherwise = new DutyPost(config.alertPool(), config.alertRole());
    }

    /** The thread is locked, or new; from its limit on it is {@link CallUnseen}'s. */
    public Uni<Void> ifNeeded(Tx tx, MessageThread thread) {
        if (!thread.course().emergency()) {
            return Uni.createFrom().voidItem();
        }
        var unseenAt = thread.course().dueAt().orElse(tx.now()).plus(1, ChronoUnit.MICROS);
        return raise(tx, thread, KIND)
                .chain(() -> timers.set(
                        tx,
                        List.of(Timer.of(
                                CallUnseen.KIND,
                                thread.publicId(),
                                0,
                                thread.course().alerts(),
                                unseenAt,
                                thread.site()))));
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
