package org.carepromise.messaging.thread;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import org.carepromise.kit.promise.PromiseKeeper;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.tx.Tx;
import org.carepromise.triage.Lane;

/** What is promised about a thread, by its lane. The thread is locked, or new. */
@ApplicationScoped
public class Clocks {

    private final PromiseKeeper promises;

    Clocks(PromiseKeeper promises) {
        this.promises = promises;
    }

    /** Promises what the lane of a round that begins says, and answers the thread with the limit that comes next. */
    Uni<MessageThread> begin(Tx tx, MessageThread thread) {
        var since = thread.course().waitingSince().orElseThrow();
        return Multi.createFrom()
                .iterable(of(thread.course().lane(), thread.course().emergency()))
                .onItem()
                .transformToUniAndConcatenate(what -> promises.make(tx, what, thread.publicId(), thread.site(), since))
                .collect()
                .asList()
                .map(made -> thread.with(thread.course()
                        .due(made.stream().map(each -> each.terms().limitAt()).min(Instant::compareTo))));
    }

    static List<PublishedPromise> of(Lane lane, boolean emergency) {
        if (lane == Lane.ROUTINE) {
            return List.of(PublishedPromise.ROUTINE_ANSWERED);
        }
        return List.of(
                emergency ? PublishedPromise.EMERGENCY_SEEN : PublishedPromise.URGENT_SEEN,
                PublishedPromise.URGENT_ANSWERED);
    }
}
