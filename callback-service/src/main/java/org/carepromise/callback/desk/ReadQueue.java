package org.carepromise.callback.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.desk.DeskJson.QueueJson;
import org.carepromise.callback.desk.DeskJson.QueuedJson;
import org.carepromise.callback.intake.IntakeStore;
import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackJson;
import org.carepromise.callback.request.ShownCallbacks;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.tx.Tx;

/** How a site's queue stands, and who waits in it. */
@ApplicationScoped
class ReadQueue {

    private static final int MOST_HELD = 500;

    private final DeskStore store;
    private final RemarkStore remarks;
    private final IntakeStore intake;
    private final ShownCallbacks shown;
    private final Sites sites;
    private final AuditTrail audit;

    ReadQueue(
            DeskStore store,
            RemarkStore remarks,
            IntakeStore intake,
            ShownCallbacks shown,
            Sites sites,
            AuditTrail audit) {
        this.store = store;
        this.remarks = remarks;
        this.intake = intake;
        this.shown = shown;
        this.sites = sites;
        this.audit = audit;
    }

    /** Who waits, at which place. */
    record Queued(QueuePlace place, QueuedJson json) {}

    /** @throws Problem {@code not-found} where there is no such site, or not for this caller */
    void check(Caller caller, String site) {
        if (sites.find(site).isEmpty() || !caller.sites().covers(site)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }

    /** Without patients, so that it may be asked for every few seconds. */
    Uni<QueueJson> standing(Tx tx, String site) {
        return Uni.combine()
                .all()
                .unis(
                        intake.find(tx.reads(), site, tx.now()),
                        store.counts(tx.reads(), site, tx.now()),
                        store.held(tx.reads(), site, MOST_HELD))
                .with((pause, counts, held) -> QueueJson.of(site, sites.zoneOf(site), pause, counts, held));
    }

    Uni<List<Queued>> waiting(Tx tx, Caller caller, String site, QueuePlace after, int most) {
        return store.waiting(tx.reads(), site, after, most).flatMap(found -> {
            var callbacks = found.stream().map(DeskStore.Waiting::callback).toList();
            if (!found.isEmpty()) {
                tx.withCommit(
                        audit.note(tx, caller, "listQueuedCallbacks", "callback-queue", site, patients(callbacks)));
            }
            return shown.all(tx, callbacks)
                    .flatMap(jsons -> reasons(tx, callbacks).map(reasons -> {
                        var queued = new ArrayList<Queued>();
                        for (int i = 0; i < found.size(); i++) {
                            queued.add(queued(
                                    found.get(i),
                                    jsons.get(i),
                                    reasons.apply(callbacks.get(i).id())));
                        }
                        return queued;
                    }));
        });
    }

    private Queued queued(DeskStore.Waiting waiting, CallbackJson json, String reason) {
        var callback = waiting.callback();
        var zone = sites.zoneOf(callback.site());
        return new Queued(
                waiting.place(),
                new QueuedJson(
                        json,
                        callback.putFirstAt().map(at -> DeskJson.at(at, zone)).orElse(null),
                        reason,
                        callback.assignedTo().orElse(null),
                        waiting.assignedUntil().map(at -> DeskJson.at(at, zone)).orElse(null)));
    }

    /** Why each was put first, lastly; null of those that were not. */
    private Uni<Function<UUID, String>> reasons(Tx tx, List<Callback> callbacks) {
        var first = callbacks.stream()
                .filter(callback -> callback.putFirstAt().isPresent())
                .map(Callback::id)
                .toList();
        if (first.isEmpty()) {
            return Uni.createFrom().item(id -> null);
        }
        return remarks.of(tx.reads(), first, Remark.Kind.PUT_FIRST)
                .map(found -> found.stream()
                        .collect(Collectors.toMap(Remark::callback, Remark::words, (earlier, later) -> later)))
                .map(words -> words::get);
    }

    private static List<String> patients(List<Callback> callbacks) {
        return callbacks.stream()
                .flatMap(each -> each.patients().stream())
                .distinct()
                .toList();
    }
}
