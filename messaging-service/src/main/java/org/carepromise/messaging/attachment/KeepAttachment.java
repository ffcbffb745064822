package org.carepromise.messaging.attachment;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import org.apache.tika.Tika;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.MessagingProblem;
import org.carepromise.messaging.thread.Attached;
import org.carepromise.messaging.thread.AttachmentStore;
import org.carepromise.messaging.thread.Reach;
import org.carepromise.messaging.thread.ThreadStore;

/** Takes files in by what their bytes say, and gives them to those who may see the thread. */
@ApplicationScoped
class KeepAttachment {

    private final Tika tika = new Tika();
    private final Transactions transactions;
    private final AttachmentStore attachments;
    private final ThreadStore threads;
    private final Instance<AttachmentScan> scans;
    private final AuditTrail audit;
    private final AttachmentsConfig config;
    private final Vertx vertx;

    KeepAttachment(
            Transactions transactions,
            AttachmentStore attachments,
            ThreadStore threads,
            @Any Instance<AttachmentScan> scans,
            AuditTrail audit,
            AttachmentsConfig config,
            Vertx vertx) {
        this.transactions = transactions;
        this.attachments = attachments;
        this.threads = threads;
        this.scans = scans;
        this.audit = audit;
        this.config = config;
        this.vertx = vertx;
    }

    /** What was checked and sealed, before a transaction. */
    record Sealed(Attached file, byte[] bytes) {}

    /** @throws Problem {@code body-too-large}, {@code attachment-type-refused}, {@code attachment-unsafe} */
    Uni<Sealed> checked(UUID id, String name, byte[] bytes) {
        if (bytes.length > config.largest().asLongValue()) {
            throw Problem.of(HttpProblem.BODY_TOO_LARGE);
        }
        if (bytes.length == 0) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#/data", "must not be empty");
        }
        return vertx.executeBlocking(() -> typed(id, name, bytes), false)
                .call(file -> Multi.createFrom()
                        .iterable(scans)
                        .onItem()
                        .transformToUniAndConcatenate(scan -> scan.isSafe(bytes, file.contentType())
                                .onFailure()
                                .recoverWithItem(false))
                        .collect()
                        .asList()
                        .invoke(verdicts -> {
                            if (verdicts.contains(false)) {
                                throw Problem.of(MessagingProblem.ATTACHMENT_UNSAFE);
                            }
                        }))
                .flatMap(file -> vertx.executeBlocking(() -> new Sealed(file, attachments.sealed(id, bytes)), false));
    }

    private Attached typed(UUID id, String name, byte[] bytes) {
        var type = tika.detect(bytes);
        if (!config.types().contains(type)) {
            throw Problem.of(MessagingProblem.ATTACHMENT_TYPE_REFUSED)
                    .at(
                            "#/data",
                            "one of "
                                    + String.join(
                                            ", ",
                                            config.types().stream().sorted().toList()));
        }
        return new Attached(id, null, name, type, bytes.length);
    }

    Uni<Attached> keep(Tx tx, Caller caller, Patient patient, Sealed its) {
        tx.withCommit(audit.note(
                tx,
                caller,
                "createAttachment",
                Ids.ATTACHMENT.format(its.file().id()),
                null,
                patient.id().stream().toList()));
        return attachments.insert(tx, its.file(), patient, its.bytes()).replaceWith(its.file());
    }

    /** @throws Problem {@code not-found} */
    Uni<AttachmentStore.Content> read(Caller caller, boolean asProxy, UUID id) {
        return transactions
                .run(tx -> attachments.content(tx.reads(), id).flatMap(found -> {
                    if (found == null || found.thread() == null) {
                        throw Problem.of(HttpProblem.NOT_FOUND);
                    }
                    return threads.find(tx.reads(), found.thread())
                            .invoke(thread -> {
                                if (!Reach.of(caller, asProxy, thread)) {
                                    throw Problem.of(HttpProblem.NOT_FOUND);
                                }
                                tx.withCommit(audit.note(
                                        tx,
                                        caller,
                                        "getAttachmentContent",
                                        Ids.ATTACHMENT.format(id),
                                        thread.site(),
                                        thread.patients()));
                            })
                            .replaceWith(found);
                }))
                .flatMap(found -> vertx.executeBlocking(
                        () -> new AttachmentStore.Content(
                                found.file(), found.thread(), attachments.opened(id, found.bytes())),
                        false));
    }
}
