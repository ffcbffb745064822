package org.carepromise.scheduling.figures;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long figures can look back at what was given back. */
class FiguresRetention {

    @Produces
    @Singleton
    static RetentionRule visitGivenBack() {
        return RetentionRule.olderThan(
                "visit-given-back",
                "visit_given_back",
                "given_back_at",
                "being given back",
                "visit_given_back_since",
                "P2Y",
                "P90D",
                "appointment_id",
                "sequence");
    }
}
