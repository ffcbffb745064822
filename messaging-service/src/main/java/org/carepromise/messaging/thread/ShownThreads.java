package org.carepromise.messaging.thread;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.promise.Promise;
import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.kit.tx.Tx;

/** Threads as they are answered, with what was promised and why. */
@ApplicationScoped
public class ShownThreads {

    private static final int MOST_MESSAGES = 200;

    private final PromiseKeeper promises;
    private final MessageStore messages;
    private final DecisionStore decisions;
    private final AttachmentStore attachments;
    private final Sites sites;

    ShownThreads(
            PromiseKeeper promises,
            MessageStore messages,
            DecisionStore decisions,
            AttachmentStore attachments,
            Sites sites) {
        this.promises = promises;
        this.messages = messages;
        this.decisions = decisions;
        this.attachments = attachments;
        this.sites = sites;
    }

    public Uni<ThreadJson> one(Tx tx, Caller caller, MessageThread thread) {
        return one(tx, caller, thread, null);
    }

    Uni<ThreadJson> one(Tx tx, Caller caller, MessageThread thread, EmergencyJson emergency) {
        return Uni.combine()
                .all()
                .unis(
                        promises.of(tx.reads(), List.of(thread.publicId())),
                        decisions.newest(tx.reads(), List.of(thread.id())),
                        messages.last(tx.reads(), thread.id(), MOST_MESSAGES),
                        attachments.ofThread(tx.reads(), thread.id()))
                .with((promised, decided, written, attached) -> ThreadJson.of(
                        thread,
                        new ThreadJson.Beside(
                                promised,
                                decided.stream().findFirst().map(Decision::triage),
                                written,
                                attached.stream().collect(Collectors.groupingBy(Attached::message)),
                                sites.zoneOf(thread.site())),
                        !caller.actsAsPatient(),
                        false,
                        emergency));
    }

    /** In lists: without messages, and of confidential ones without words. */
    public Uni<List<ThreadJson>> all(Tx tx, Caller caller, List<MessageThread> threads) {
        var forStaff = !caller.actsAsPatient();
        return Uni.combine()
                .all()
                .unis(
                        promises.of(
                                tx.reads(),
                                threads.stream().map(MessageThread::publicId).toList()),
                        decisions.newest(
                                tx.reads(),
                                threads.stream().map(MessageThread::id).toList()))
                .with((promised, decided) -> {
                    var bySubject = promised.stream().collect(Collectors.groupingBy(Promise::subject));
                    var why = decided.stream().collect(Collectors.toMap(Decision::thread, Decision::triage));
                    return threads.stream()
                            .map(each -> ThreadJson.of(
                                    each,
                                    new ThreadJson.Beside(
                                            bySubject.getOrDefault(each.publicId(), List.of()),
                                            Optional.ofNullable(why.get(each.id()))
                                                    .filter(its -> !each.confidential()),
                                            List.of(),
                                            Map.of(),
                                            sites.zoneOf(each.site())),
                                    forStaff,
                                    true,
                                    null))
                            .toList();
                });
    }
}
