package org.carepromise.messaging.thread;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.site.Topic;
import org.carepromise.kit.tx.Tx;
import org.carepromise.triage.Lane;

/**
 * Keeps an emergency that was refused. Who is refused again and again while nobody has seen the first one has one thread,
 * and whoever is on call hears once; after it was seen the next one alerts again.
 */
@ApplicationScoped
public class KeptThreads {

    private static final String UNSAID = "en";

    private final ThreadStore threads;
    private final MessageStore messages;
    private final WriteThread writeThread;
    private final PostMessage postMessage;
    private final Routing routing;

    KeptThreads(
            ThreadStore threads,
            MessageStore messages,
            WriteThread writeThread,
            PostMessage postMessage,
            Routing routing) {
        this.threads = threads;
        this.messages = messages;
        this.writeThread = writeThread;
        this.postMessage = postMessage;
        this.routing = routing;
    }

    /** @return the patient's newest thread, or null */
    public Uni<MessageThread> newestOf(Tx tx, Patient patient) {
        return threads.newestOf(tx.reads(), patient.keys());
    }

    /** @param id for a new thread */
    public Uni<MessageThread> keep(Tx tx, Caller caller, UUID id, String site, Patient patient, Written written) {
        return threads.lockUnseenKept(tx, patient.keys(), site)
                .flatMap(found -> found == null
                        ? writeThread.write(tx, caller, thread(tx, id, site, patient, written), written)
                        : again(tx, caller, found, written));
    }

    private Uni<MessageThread> again(Tx tx, Caller caller, MessageThread found, Written written) {
        return messages.last(tx.reads(), found.id(), 1)
                .flatMap(last -> last.stream().anyMatch(each -> each.body().equals(written.body()))
                        ? Uni.createFrom().item(found)
                        : postMessage.append(tx, caller, found, written));
    }

    private MessageThread thread(Tx tx, UUID id, String site, Patient patient, Written written) {
        var language = Optional.ofNullable(patient.block().language()).orElse(UNSAID);
        var topic = Topic.CLINICAL.id();
        return new MessageThread(
                id,
                site,
                topic,
                Channel.PORTAL,
                language,
                patient,
                Optional.empty(),
                Confidence.isNeeded(written.result(), patient.block().birthDate(), tx.now()),
                Optional.empty(),
                true,
                Course.begun(Lane.URGENT, true, tx.now()),
                Place.in(routing.poolFor(Lane.URGENT, site, topic, language, Optional.empty(), tx.now())),
                tx.now(),
                1,
                tx.now(),
                tx.now());
    }
}
