package org.carepromise.callback.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * A site takes no requests from patients.
 *
 * @param reason shown to whoever asks, so nothing about a patient is in it
 * @param until exclusive; empty where somebody has to end it
 * @param person who paused it
 */
public record IntakePause(String site, String reason, Optional<Instant> until, String person, Instant pausedAt) {}
