package org.carepromise.scheduling.rebooking;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long it is kept what became of the patients of cancelled sessions. */
class RebookingRetention {

    @Produces
    @Singleton
    static RetentionRule rebooking() {
        return RetentionRule.of(
                "rebooking",
                "rebooking",
                "its end",
                "rebooking_closed",
                "P1Y",
                "P30D",
                "SELECT count(*) FROM (SELECT FROM rebooking WHERE state = 'CLOSED' AND closed_at <= $1 LIMIT $2) AS old",
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM rebooking WHERE state = 'CLOSED' AND closed_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM rebooking USING old WHERE rebooking.id = old.id
                """);
    }
}
