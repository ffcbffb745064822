package org.carepromise.kit.retention;

import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How long the kit's own tables keep their rows (docs/adr/0017-retention-and-rotation.md). */
class KitRetention {

    /** The 24 hours are in the row: it is removable as soon as they are over. */
    @Produces
    @Singleton
    static RetentionRule idempotency() {
        return RetentionRule.of(
                "idempotency",
                "idempotency",
                "the end of the key's 24 hours",
                "idempotency_expiry",
                "PT0S",
                "PT0S",
                """
                SELECT count(*) FROM (SELECT FROM idempotency WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT owner, operation, key FROM idempotency WHERE expires_at <= $1
                     ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM idempotency USING old
                 WHERE (idempotency.owner, idempotency.operation, idempotency.key) = (old.owner, old.operation, old.key)
                """);
    }

    /**
     * From the oldest position on, without a hole, and no farther than every reader with a cursor of ours has come: a feed
     * that asks for less is told 410 and where it begins. A delivery that is still tried needs its event for three days.
     */
    @Produces
    @Singleton
    static RetentionRule event() {
        return RetentionRule.of(
                "event",
                "event",
                "the event's time",
                "event_position",
                "P90D",
                "P7D",
                """
                SELECT count(*) FROM (
                    SELECT bool_and(time <= $1) OVER (ORDER BY position) AS old
                      FROM (SELECT position, time FROM event WHERE position IS NOT NULL ORDER BY position LIMIT $2) AS first
                ) AS oldest WHERE old
                """,
                """
                WITH oldest AS MATERIALIZED (
                    SELECT id, position, bool_and(time <= $1) OVER (ORDER BY position) AS old
                      FROM (SELECT id, position, time FROM event WHERE position IS NOT NULL
                             ORDER BY position LIMIT $2) AS first)
                DELETE FROM event USING oldest
                 WHERE event.id = oldest.id AND oldest.old
                   AND NOT EXISTS (SELECT FROM event_cursor WHERE event_cursor.position < oldest.position)
                """);
    }

    @Produces
    @Singleton
    static RetentionRule feedInbox() {
        return RetentionRule.of(
                "feed-inbox",
                "feed_inbox",
                "receipt",
                "feed_inbox_received",
                "P90D",
                "P7D",
                """
                SELECT count(*) FROM (
                    SELECT FROM feed_inbox WHERE received_at <= $1 ORDER BY received_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT consumer, event_id FROM feed_inbox WHERE received_at <= $1
                     ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM feed_inbox USING old
                 WHERE (feed_inbox.consumer, feed_inbox.event_id) = (old.consumer, old.event_id)
                """);
    }

    /** Those that were delivered, or are dead; what is still tried stays. */
    @Produces
    @Singleton
    static RetentionRule webhookDelivery() {
        return RetentionRule.of(
                "webhook-delivery",
                "webhook_delivery",
                "delivery or death",
                "webhook_delivery_ended",
                "P90D",
                "P1D",
                """
                SELECT count(*) FROM (
                    SELECT FROM webhook_delivery WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT endpoint_id, position FROM webhook_delivery WHERE ended_at <= $1
                     ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM webhook_delivery AS it USING old
                 WHERE (it.endpoint_id, it.position) = (old.endpoint_id, old.position)
                """);
    }

    @Produces
    @Singleton
    static RetentionRule sandboxInbox() {
        return RetentionRule.of(
                "sandbox-inbox",
                "sandbox_inbox",
                "sending",
                "sandbox_inbox_newest",
                "P30D",
                "PT1H",
                "SELECT count(*) FROM (SELECT FROM sandbox_inbox WHERE at <= $1 ORDER BY at, id LIMIT $2) AS old",
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM sandbox_inbox WHERE at <= $1 ORDER BY at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM sandbox_inbox USING old WHERE sandbox_inbox.id = old.id
                """);
    }

    /** The row stays and says that it was sent, and when; to whom and what goes. */
    @Produces
    @Singleton
    static RetentionRule noticeText() {
        return RetentionRule.of(
                "notice-text",
                "notice",
                "the notice's end",
                "notice_with_text",
                "P30D",
                "P1D",
                """
                SELECT count(*) FROM (
                    SELECT FROM notice WHERE ended_at <= $1 AND words IS NOT NULL ORDER BY ended_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM notice WHERE ended_at <= $1 AND words IS NOT NULL
                     ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                UPDATE notice SET patient = NULL, words = NULL, contact_key = '' FROM old WHERE notice.id = old.id
                """);
    }

    @Produces
    @Singleton
    static RetentionRule notice() {
        return RetentionRule.of(
                "notice",
                "notice",
                "the notice's end",
                "notice_ended",
                "P1Y",
                "P30D",
                "SELECT count(*) FROM (SELECT FROM notice WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2) AS old",
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM notice WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM notice USING old WHERE notice.id = old.id
                """);
    }

    /** With its steps. One that nobody has answered stays, however old. */
    @Produces
    @Singleton
    static RetentionRule alert() {
        return RetentionRule.of(
                "alert",
                "alert",
                "acknowledgement",
                "alert_acknowledged",
                "P1Y",
                "P30D",
                """
                SELECT count(*) FROM (
                    SELECT FROM alert WHERE acknowledged_at <= $1 ORDER BY acknowledged_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM alert WHERE acknowledged_at <= $1
                     ORDER BY acknowledged_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM alert USING old WHERE alert.id = old.id
                """);
    }

    /** A clock that runs stays, however old; the shares of the last 30 days are counted from these rows. */
    @Produces
    @Singleton
    static RetentionRule promise() {
        return RetentionRule.of(
                "promise",
                "promise",
                "the end of its clock",
                "promise_ended",
                "P2Y",
                "P90D",
                "SELECT count(*) FROM (SELECT FROM promise WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2) AS old",
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM promise WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM promise USING old WHERE promise.id = old.id
                """);
    }

    /** What fires is removed with its effect; these were given up, and nobody has replayed them. */
    @Produces
    @Singleton
    static RetentionRule timerSetAside() {
        return RetentionRule.of(
                "timer-set-aside",
                "sla_timer",
                "being set aside",
                "sla_timer_set_aside_since",
                "P90D",
                "P7D",
                """
                SELECT count(*) FROM (
                    SELECT FROM sla_timer WHERE set_aside_at <= $1 ORDER BY set_aside_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM sla_timer WHERE set_aside_at <= $1
                     ORDER BY set_aside_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM sla_timer USING old WHERE sla_timer.id = old.id
                """);
    }

    /** Reported alone: the service's role may not delete audit rows, and must not. The database's owner does. */
    @Produces
    @Singleton
    static RetentionRule audit() {
        return new RetentionRule(
                "audit",
                "audit_entry",
                "the access",
                "audit_entry_pkey",
                RetentionPeriod.of("P6Y"),
                RetentionPeriod.of("P6Y"),
                """
                SELECT count(*) FILTER (WHERE at <= $1)
                  FROM (SELECT at FROM audit_entry ORDER BY position LIMIT $2) AS first
                """,
                Optional.empty());
    }
}
