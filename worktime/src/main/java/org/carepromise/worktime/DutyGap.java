package org.carepromise.worktime;

import java.time.Instant;

/**
 * A stretch of time with nobody on duty.
 *
 * @param startsAt the first instant of it
 * @param endsAt the first instant at which somebody is on duty again, or the end of the range that was asked for
 */
public record DutyGap(Instant startsAt, Instant endsAt) {}
