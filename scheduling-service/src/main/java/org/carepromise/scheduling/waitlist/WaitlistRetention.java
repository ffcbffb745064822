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
        return RetentionRule.olderThan(
                "waitlist-entry",
                "waitlist_entry",
                "ended_at",
                "the end of the wait",
                "waitlist_entry_ended",
                "P90D",
                "P1D",
                "id");
    }

    /** Of entries that still wait, too: by then the time that was offered is long past. */
    @Produces
    @Singleton
    static RetentionRule waitlistOffer() {
        return RetentionRule.olderThan(
                "waitlist-offer",
                "waitlist_offer",
                "ended_at",
                "the end of the offer",
                "waitlist_offer_ended",
                "P1Y",
                "P30D",
                "id");
    }
}
