package org.carepromise.kit.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * What has become of a notice, for whoever decided it.
 *
 * @param dueAt when it may go at the earliest, by the product's clock: after quiet hours
 * @param endedAt when it was sent, or was given up; empty while it may still go
 */
public record NoticeCourse(NoticeState state, Instant dueAt, Optional<Instant> endedAt) {}
