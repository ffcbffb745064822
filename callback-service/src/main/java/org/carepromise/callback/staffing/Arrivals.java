package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * The calls that are expected in the interval that begins then.
 *
 * @param calls 0 or more, also broken numbers
 * @param agents so many are at work, if one wants to know what they make of it
 */
record Arrivals(Instant startsAt, BigDecimal calls, Optional<Integer> agents) {}
