package org.carepromise.scheduling.calendar;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.version.Version;
import org.carepromise.scheduling.Ids;

/** Ends a feed: its token opens nothing from the commit on. */
@ApplicationScoped
class RevokeCalendarFeed {

    private final CalendarFeedStore store;
    private final AuditTrail audit;

    RevokeCalendarFeed(CalendarFeedStore store, AuditTrail audit) {
        this.store = store;
        this.audit = audit;
    }

    Uni<Void> revoke(Tx tx, Caller caller, UUID id, String ifMatch, Long version) {
        return store.lock(tx, id)
                .invoke(feed -> {
                    reached(caller, feed);
                    Version.check(ifMatch, version, feed.version());
                    tx.withCommit(
                            store.delete(tx, id),
                            audit.note(tx, caller, "revokeCalendarFeed", Ids.FEED.format(id), null, List.of()));
                })
                .replaceWithVoid();
    }

    /** What is not there and what is not the caller's look the same. */
    static CalendarFeed reached(Caller caller, CalendarFeed feed) {
        if (feed == null || !feed.isReachedBy(caller.sites())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        return feed;
    }
}
