package org.carepromise.triage;

/**
 * A number with what it measures.
 *
 * @param value in the unit that {@link Quantity} names
 * @param first the first word that tells it
 * @param end behind the last one
 */
record Measure(Quantity quantity, double value, int first, int end) {}
