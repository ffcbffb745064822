package org.carepromise.scheduling.figures;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long figures can look back at what was given back. */
class FiguresRetention {

    @Produces
    @Singleton
    static RetentionRule visitGivenBack() {
        return RetentionRule.of(
                "visit-given-back",
                "visit_given_back",
                "being given back",
                "visit_given_back_since",
                "P2Y",
                "P90D",
                """
                SELECT count(*) FROM (
                    SELECT FROM visit_given_back WHERE given_back_at <= $1 ORDER BY given_back_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT appointment_id, sequence FROM visit_given_back WHERE given_back_at <= $1
                     ORDER BY given_back_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM visit_given_back AS it USING old
                 WHERE (it.appointment_id, it.sequence) = (old.appointment_id, old.sequence)
                """);
    }
}
