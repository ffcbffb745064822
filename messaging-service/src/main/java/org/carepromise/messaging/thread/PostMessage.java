package org.carepromise.messaging.thread;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingConfig;
import org.carepromise.messaging.emergency.AlertOnCall;
import org.carepromise.messaging.thread.Message.Author;
import org.carepromise.messaging.thread.MessageJson.NewMessageJson;
import org.carepromise.triage.Lane;

/** Takes what a patient writes on a thread, or, where that is long over, on the newest one that goes on from it. */
@ApplicationScoped
class PostMessage {

    private final ThreadStore threads;
    private final MessageStore messages;
    private final DecisionStore decisions;
    private final AttachmentStore attachments;
    private final WriteThread writeThread;
    private final Assess assess;
    private final Clocks clocks;
    private final Routing routing;
    private final AlertOnCall alertOnCall;
    private final Desk desk;
    private final EventLog events;
    private final MessagingConfig config;

    PostMessage(
            ThreadStore threads,
            MessageStore messages,
            DecisionStore decisions,
            AttachmentStore attachments,
            WriteThread writeThread,
            Assess assess,
            Clocks clocks,
            Routing routing,
            AlertOnCall alertOnCall,
            Desk desk,
            EventLog events,
            MessagingConfig config) {
        this.threads = threads;
        this.messages = messages;
        this.decisions = decisions;
        this.attachments = attachments;
        this.writeThread = writeThread;
        this.assess = assess;
        this.clocks = clocks;
        this.routing = routing;
        this.alertOnCall = alertOnCall;
        this.desk = desk;
        this.events = events;
        this.config = config;
    }

    /** What became of it. */
    record Posted(MessageThread thread, Written written) {}

    /** @throws Problem {@code not-found} */
    Uni<Posted> post(Tx tx, Caller caller, UUID id, Author author, NewMessageJson body) {
        return threads.lock(tx, id)
                .invoke(found -> checkReach(caller, author, found))
                .flatMap(found -> threads.lockNewestAfter(tx, id)
                        .invoke(newer -> Optional.ofNullable(newer).ifPresent(its -> checkReach(caller, author, its)))
                        .map(newer -> newer == null ? found : newer))
                .flatMap(thread -> assess.words(body.body(), thread.patient().block(), body.declaredUrgency())
                        .map(result -> new Written(author, caller.person(), body.body(), body.body(), result)
                                .with(body.attachments()))
                        .flatMap(written -> (isLongOver(tx, thread)
                                        ? writeThread.write(tx, caller, successor(tx, thread, written), written)
                                        : append(tx, caller, thread, written))
                                .map(after -> new Posted(after, written))));
    }

    private static void checkReach(Caller caller, Author author, MessageThread found) {
        if (found == null || !Reach.of(caller, author == Author.PROXY, found)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }

    private boolean isLongOver(Tx tx, MessageThread thread) {
        return !thread.course().state().isOpen()
                && thread.lastMessageAt().plus(config.reopenedWithin()).isBefore(tx.now());
    }

    private MessageThread successor(Tx tx, MessageThread old, Written written) {
        var result = written.result();
        return new MessageThread(
                IdType.next(tx.now()),
                old.site(),
                old.topic(),
                old.channel(),
                old.language(),
                old.patient(),
                old.subject(),
                old.confidential()
                        || Confidence.isNeeded(result, old.patient().block().birthDate(), tx.now()),
                Optional.of(old.id()),
                false,
                Course.begun(result.lane(), result.emergency(), tx.now()),
                Place.in(routing.poolFor(
                        result.lane(),
                        old.site(),
                        old.topic(),
                        old.language(),
                        Optional.of(old.place().pool()),
                        tx.now())),
                tx.now(),
                1,
                tx.now(),
                tx.now());
    }

    /** Where the caller was checked already. */
    Uni<MessageThread> append(Tx tx, Caller caller, MessageThread thread, Written written) {
        var result = written.result();
        var course = thread.course().written(result.lane(), result.emergency(), tx.now());
        var after = thread.written(
                course,
                place(tx, thread, course),
                Confidence.isNeeded(result, thread.patient().block().birthDate(), tx.now()),
                tx.now());
        var message = written.message(thread, tx.now());
        var decides = course.round() > thread.course().round() || course.isRaisedOver(thread.course());
        return messages.insert(tx, message)
                .chain(() -> attachments.bind(tx, thread, message, written.files()))
                .chain(() -> decides ? decisions.insert(tx, decision(tx, message, written)) : nothing())
                .chain(() -> clocks.written(tx, thread, after))
                .call(changed ->
                        course.alerts() > thread.course().alerts() ? alertOnCall.ifNeeded(tx, changed) : nothing())
                .flatMap(changed -> desk.saved(tx, caller, "message-received", "postMessage", changed))
                .invoke(changed ->
                        tx.withCommit(events.append(tx, ThreadEvents.contact(changed, message.publicId(), tx.now()))));
    }

    /** What is raised goes to the clinical pool at once; else it stays with whoever knows it. */
    private Place place(Tx tx, MessageThread thread, Course course) {
        var urgentAnew = course.lane() == Lane.URGENT
                && (course.round() > thread.course().round()
                        || course.isRaisedOver(thread.course())
                        || course.alerts() > thread.course().alerts());
        return urgentAnew
                ? thread.place()
                        .urgentIn(routing.poolFor(
                                Lane.URGENT,
                                thread.site(),
                                thread.topic(),
                                thread.language(),
                                Optional.empty(),
                                tx.now()))
                : thread.place();
    }

    private static Decision decision(Tx tx, Message message, Written written) {
        return new Decision(
                IdType.next(tx.now()),
                message.thread(),
                Optional.of(message.id()),
                TriageJson.of(written.result(), written.text()),
                tx.now());
    }

    private static Uni<?> nothing() {
        return Uni.createFrom().voidItem();
    }
}
