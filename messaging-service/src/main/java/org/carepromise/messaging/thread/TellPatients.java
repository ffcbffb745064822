package org.carepromise.messaging.thread;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.triage.Lane;

/** Tells a patient that somebody wrote, and never what. Of a confidential thread nobody is told: others may read it. */
@ApplicationScoped
public class TellPatients {

    /** The kind of timer after which an urgent answer that nobody opened becomes a call. */
    public static final String OPENING = "thread-answer-opening";

    /** Beside the timer's subject, the message that was to be opened. */
    public static final String MESSAGE = "message";

    private static final Purpose ANSWERED = Purpose.optional("message-answered");
    private static final Duration USEFUL_FOR = Duration.ofDays(3);

    private final Notices notices;
    private final Timers timers;
    private final MessagingConfig config;

    TellPatients(Notices notices, Timers timers, MessagingConfig config) {
        this.notices = notices;
        this.timers = timers;
        this.config = config;
    }

    /** A statement for the commit. */
    Uni<?> answered(Tx tx, MessageThread thread, Message message) {
        if (thread.confidential()) {
            return Uni.createFrom().voidItem();
        }
        return notices.decide(
                tx,
                new NewNotice(
                        ANSWERED.id() + ":" + message.publicId(),
                        ANSWERED,
                        ANSWERED.id(),
                        thread.publicId(),
                        thread.site(),
                        thread.patient(),
                        Map.of(),
                        tx.now(),
                        tx.now().plus(USEFUL_FOR),
                        Optional.of(thread.publicId())));
    }

    /** @param thread as it was before the answer */
    Uni<Void> expectOpening(Tx tx, MessageThread thread, Message answer) {
        if (thread.course().lane() != Lane.URGENT || !thread.course().state().isOpen()) {
            return Uni.createFrom().voidItem();
        }
        return timers.set(
                tx,
                List.of(new Timer(
                        OPENING,
                        thread.publicId(),
                        0,
                        thread.version(),
                        tx.now().plus(config.openedWithin()),
                        thread.site(),
                        JsonObject.of(MESSAGE, answer.id().toString()))));
    }
}
