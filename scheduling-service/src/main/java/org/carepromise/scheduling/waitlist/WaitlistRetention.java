package org.carepromise.scheduling.waitlist;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.carepromise.kit.retention.RetentionRule;

/** How long the waiting list keeps what is over. Whoever waits stays, however long. */
class WaitlistRetention {

    /** With its offers. */
    @Produces
    @Singleton
    static RetentionRule waitlistEntry() {
        return RetentionRule.of(
                "waitlist-entry",
                "waitlist_entry",
                "the end of the wait",
                "waitlist_entry_ended",
                "P90D",
                "P1D",
                """
                SELECT count(*) FROM (
                    SELECT FROM waitlist_entry WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM waitlist_entry WHERE ended_at <= $1
                     ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM waitlist_entry USING old WHERE waitlist_entry.id = old.id
                """);
    }

    /** Of entries that still wait, too: by then the time that was offered is long past. */
    @Produces
    @Singleton
    static RetentionRule waitlistOffer() {
        return RetentionRule.of(
                "waitlist-offer",
                "waitlist_offer",
                "the end of the offer",
                "waitlist_offer_ended",
                "P1Y",
                "P30D",
                """
                SELECT count(*) FROM (
                    SELECT FROM waitlist_offer WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2) AS old
                """,
                """
                WITH old AS MATERIALIZED (
                    SELECT id FROM waitlist_offer WHERE ended_at <= $1
                     ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                DELETE FROM waitlist_offer USING old WHERE waitlist_offer.id = old.id
                """);
    }
}
