package org.carepromise.scheduling.calendar;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.audit.AuditTrail;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;

/** Opens a provider's calendar to whoever gets the token, which is shown this once. */
@ApplicationScoped
class CreateCalendarFeed {

    private final CalendarFeedStore store;
    private final AuditTrail audit;

    CreateCalendarFeed(CalendarFeedStore store, AuditTrail audit) {
        this.store = store;
        this.audit = audit;
    }

    record Created(CalendarFeed feed, FeedToken token) {}

    Uni<Created> create(Tx tx, Caller caller, UUID provider) {
        return store.sitesOf(tx.reads(), provider).map(sites -> {
            if (sites == null) {
                throw Problem.of(SchedulingProblem.PROVIDER_UNKNOWN).at("#/provider", "one of GET /v1/providers");
            }
            var feed = new CalendarFeed(IdType.next(tx.now()), provider, sites, 1, tx.now());
            if (!feed.isReachedBy(caller.sites())) {
                throw Problem.of(HttpProblem.FORBIDDEN, "This token does not reach every site of that provider.");
            }
            var token = FeedToken.next();
            tx.withCommit(
                    store.insert(tx, feed, token),
                    audit.note(tx, caller, "createCalendarFeed", Ids.FEED.format(feed.id()), null, List.of()));
            return new Created(feed, token);
        });
    }
}
