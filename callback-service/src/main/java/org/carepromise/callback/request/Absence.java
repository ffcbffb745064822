package org.carepromise.callback.request;

import java.util.UUID;

import org.carepromise.callback.admission.Window;

/**
 * Agents of a roster who are off, in thought.
 *
 * @param agents how many, at least 0
 */
public record Absence(UUID roster, int agents, Window when) {}
