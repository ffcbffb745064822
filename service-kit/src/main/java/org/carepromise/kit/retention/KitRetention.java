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
        return RetentionRule.olderThan(
                "idempotency",
                "idempotency",
                "expires_at",
                "the end of the key's 24 hours",
                "idempotency_expiry",
                "PT0S",
                "PT0S",
                "owner",
                "operation",
                "key");
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
        return RetentionRule.olderThan(
                "feed-inbox",
                "feed_inbox",
                "received_at",
                "receipt",
                "feed_inbox_received",
                "P90D",
                "P7D",
                "consumer",
                "event_id");
    }

    /** Those that were delivered, or are dead; what is still tried stays. */
    @Produces
    @Singleton
    static RetentionRule webhookDelivery() {
        return RetentionRule.olderThan(
                "webhook-delivery",
                "webhook_delivery",
                "ended_at",
                "delivery or death",
                "webhook_delivery_ended",
                "P90D",
                "P1D",
                "endpoint_id",
                "position");
    }

    @Produces
    @Singleton
    static RetentionRule sandboxInbox() {
        return RetentionRule.olderThan(
                "sandbox-inbox", "sandbox_inbox", "at", "sending", "sandbox_inbox_newest", "P30D", "PT1H", "id");
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
        return RetentionRule.olderThan(
                "notice", "notice", "ended_at", "the notice's end", "notice_ended", "P1Y", "P30D", "id");
    }

    /** With its steps. One that nobody has answered stays, however old. */
    @Produces
    @Singleton
    static RetentionRule alert() {
        return RetentionRule.olderThan(
                "alert", "alert", "acknowledged_at", "acknowledgement", "alert_acknowledged", "P1Y", "P30D", "id");
    }

    /** A clock that runs stays, however old; the shares of the last 30 days are counted from these rows. */
    @Produces
    @Singleton
    static RetentionRule promise() {
        return RetentionRule.olderThan(
                "promise", "promise", "ended_at", "the end of its clock", "promise_ended", "P2Y", "P90D", "id");
    }

    /** What fires is removed with its effect; these were given up, and nobody has replayed them. */
    @Produces
    @Singleton
    static RetentionRule timerSetAside() {
        return RetentionRule.olderThan(
                "timer-set-aside",
                "sla_timer",
                "set_aside_at",
                "being set aside",
                "sla_timer_set_aside_since",
                "P90D",
                "P7D",
                "id");
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
