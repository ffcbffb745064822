package org.carepromise.kit.site;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.carepromise.worktime.PromiseClock;
import org.carepromise.worktime.PromisePolicy;

/**
 * How a promise is kept: its terms, and who answers for it.
 *
 * @param terms clock, target, limit, at-risk share, pauses and ladder
 * @param onDuty who is alerted, and, for an ELAPSED promise, who must be there while the site is closed; empty where
 *     nobody is named
 * @param ladder who is alerted at the tiers, from the first on; at further ones {@code onDuty} is
 */
public record SitePolicy(PromisePolicy terms, Optional<DutyPost> onDuty, List<DutyPost> ladder) {

    public SitePolicy {
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(onDuty, "onDuty");
        ladder = List.copyOf(ladder);
    }

    /** @param tier from 1 on */
    public Optional<DutyPost> alertedAt(int tier) {
        return tier <= ladder.size() ? Optional.of(ladder.get(tier - 1)) : onDuty;
    }

    /** Whether the clock also runs while the site is closed, so that somebody must be on duty then. */
    public boolean runsWhileClosed() {
        return terms.limit().clock() == PromiseClock.ELAPSED;
    }
}
