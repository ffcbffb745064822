package org.carepromise.kit.notice;

import java.time.Instant;
import java.util.UUID;

/** A notice as staff may see it: neither text nor address. Times on the product's clock, but {@code retryAt}. */
record Notice(
        UUID id,
        String key,
        String purpose,
        String subject,
        String site,
        NoticeState state,
        String reason,
        String channel,
        String language,
        int attempts,
        Instant decidedAt,
        Instant dueAt,
        Instant latestUsefulAt,
        Instant retryAt,
        Instant endedAt) {}
