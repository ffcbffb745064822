package org.carepromise.messaging.queue;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.thread.MessageThread;
import org.carepromise.messaging.thread.Reach;
import org.carepromise.messaging.thread.Routing;
import org.carepromise.messaging.thread.ShownThreads;
import org.carepromise.messaging.thread.ThreadJson;

/** A pool's queue, as those see it who work on it; one audit row for all the patients in it. */
@ApplicationScoped
class ReadQueue {

    private final Transactions transactions;
    private final QueueStore queue;
    private final ShownThreads shown;
    private final Routing routing;
    private final AuditTrail audit;

    ReadQueue(Transactions transactions, QueueStore queue, ShownThreads shown, Routing routing, AuditTrail audit) {
        this.transactions = transactions;
        this.queue = queue;
        this.shown = shown;
        this.routing = routing;
        this.audit = audit;
    }

    /** A thread and its place. */
    record Placed(QueuePlace place, ThreadJson thread) {}

    Uni<List<Placed>> waiting(Caller caller, String site, String pool, QueuePlace after, int most) {
        check(caller, site, pool);
        return transactions.run(tx -> queue.queue(tx.reads(), site, pool, after, most)
                .flatMap(found -> shown(tx, caller, site, "listThreadQueue", found)));
    }

    /** Patients to be called. */
    Uni<List<Placed>> calls(Caller caller, String site, String pool, int most) {
        check(caller, site, pool);
        return transactions.run(tx -> queue.calls(tx.reads(), site, pool, tx.now(), most)
                .flatMap(found -> shown(tx, caller, site, "listThreadCalls", found)));
    }

    private void check(Caller caller, String site, String pool) {
        routing.checkSite(site);
        caller.checkCovers(site);
        routing.checkPool(pool);
        if (!Reach.ofPool(caller, pool)) {
            throw Problem.of(HttpProblem.FORBIDDEN, "This token does not reach that pool.");
        }
    }

    private Uni<List<Placed>> shown(Tx tx, Caller caller, String site, String operation, List<MessageThread> found) {
        tx.withCommit(audit.note(
                tx,
                caller,
                operation,
                "threads",
                site,
                found.stream()
                        .flatMap(each -> each.patients().stream())
                        .distinct()
                        .toList()));
        return shown.all(tx, caller, found).map(all -> IntStream.range(0, all.size())
                .mapToObj(i -> new Placed(QueuePlace.of(found.get(i)), all.get(i)))
                .toList());
    }
}
