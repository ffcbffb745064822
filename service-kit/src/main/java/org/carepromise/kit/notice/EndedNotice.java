package org.carepromise.kit.notice;

import java.time.Instant;

/**
 * What has become of a notice.
 *
 * @param key under which it was decided
 * @param subject the typed id of what it is about
 * @param state any but {@code DECIDED}
 * @param endedAt when it was sent, or was clear that it never will be, by the product's clock
 */
public record EndedNotice(String key, String subject, NoticeState state, Instant endedAt) {}
