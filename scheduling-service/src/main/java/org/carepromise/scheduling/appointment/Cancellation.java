package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Optional;

/**
 * How an appointment fell out.
 *
 * @param note the words of whoever cancelled
 */
public record Cancellation(CancellationReason reason, Optional<String> note, Instant at) {}
