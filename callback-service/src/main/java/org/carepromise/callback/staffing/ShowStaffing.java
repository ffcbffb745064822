package org.carepromise.callback.staffing;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.call.CallHistory;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;

/** Shows a plan beside the calls that came on its days so far. Waits for them: for a worker's thread. */
@ApplicationScoped
class ShowStaffing {

    private final CallHistory history;
    private final Sites sites;
    private final Pool pool;
    private final ProductClock clock;

    ShowStaffing(CallHistory history, Sites sites, Pool pool, ProductClock clock) {
        this.history = history;
        this.sites = sites;
        this.pool = pool;
        this.clock = clock;
    }

    StaffingPlanJson kept(SavedPlan plan) {
        return shown(plan, true);
    }

    StaffingPlanJson preview(SavedPlan draft) {
        return shown(draft, false);
    }

    private StaffingPlanJson shown(SavedPlan plan, boolean isKept) {
        var zone = sites.zoneOf(plan.site());
        var quarters = history.intervals(pool, plan.site(), plan.startsOn(), plan.endsBefore(), zone)
                .await()
                .indefinitely();
        var calls = PastCalls.of(quarters, plan.assumptions().interval());
        return StaffingPlanJson.of(plan, isKept, zone, calls, clock.instant());
    }
}
