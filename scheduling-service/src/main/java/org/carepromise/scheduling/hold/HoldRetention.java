package org.carepromise.scheduling.hold;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long holds are kept, so that whoever comes late is told that theirs is over. */
class HoldRetention {

    /** What nobody wanted since is counted as held still: it is given back here. Slots that are busy wait for the next time. */
    @Produces
    @Singleton
    static RetentionRule hold() {
        return RetentionRule.of(
                "hold",
                "hold",
                "its expiry",
                "hold_over",
                "P1D",
                "PT1H",
                "SELECT count(*) FROM (SELECT FROM hold WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2) AS old",
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM hold WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED),
                free AS MATERIALIZED (
                    SELECT id FROM slot
                     WHERE id IN (SELECT slot_id FROM held_seat JOIN old ON old.id = held_seat.hold_id)
                     ORDER BY starts_at, id FOR UPDATE SKIP LOCKED),
                given AS (
                    DELETE FROM held_seat USING old, free
                     WHERE held_seat.hold_id = old.id AND held_seat.slot_id = free.id RETURNING slot_id),
                counted AS (
                    SELECT slot_id, count(*)::int AS seats FROM given GROUP BY slot_id),
                freed AS (
                    UPDATE slot SET held = held - counted.seats FROM counted WHERE slot.id = counted.slot_id),
                uses AS (
                    DELETE FROM resource_use USING old WHERE resource_use.id = old.id)
                DELETE FROM hold USING old
                 WHERE hold.id = old.id
                   AND NOT EXISTS (
                       SELECT FROM held_seat
                        WHERE held_seat.hold_id = old.id AND held_seat.slot_id NOT IN (SELECT id FROM free))
                """);
    }
}
