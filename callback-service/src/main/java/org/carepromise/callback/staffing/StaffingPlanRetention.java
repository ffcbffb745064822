package org.carepromise.callback.staffing;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long plans are kept: a year later they are still there to compare with. */
class StaffingPlanRetention {

    @Produces
    @Singleton
    static RetentionRule staffingPlan() {
        return RetentionRule.olderThan(
                "staffing-plan",
                "staffing_plan",
                "created_at",
                "its creation",
                "staffing_plan_created",
                "P2Y",
                "P7D",
                "id");
    }
}
