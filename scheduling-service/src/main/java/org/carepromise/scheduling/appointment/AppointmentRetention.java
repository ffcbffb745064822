package org.carepromise.scheduling.appointment;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long appointments are kept. */
class AppointmentRetention {

    @Produces
    @Singleton
    static RetentionRule appointment() {
        return RetentionRule.of(
                "appointment",
                "appointment",
                "the end of the visit",
                "appointment_ended",
                "P7Y",
                "P30D",
                "SELECT count(*) FROM (SELECT FROM appointment WHERE ends_at <= $1 LIMIT $2) AS old",
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM appointment WHERE ends_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED),
                uses AS (
                    DELETE FROM resource_use USING old WHERE resource_use.id = old.id),
                names AS (
                    DELETE FROM external_ref USING old
                     WHERE external_ref.kind = 'appt' AND external_ref.subject_id = old.id)
                DELETE FROM appointment USING old WHERE appointment.id = old.id
                """);
    }
}
