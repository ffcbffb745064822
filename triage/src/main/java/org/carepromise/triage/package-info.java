/**
 * From what a patient wrote to a lane, an emergency, and the evidence for both: pure Java, no parser library, no clock.
 *
 * <p>{@link org.carepromise.triage.Triage} assesses a {@link org.carepromise.triage.TriageInput} by a
 * {@link org.carepromise.triage.RuleSet}, which is data with a version, an owner, a source and a review date; one set is
 * bundled. {@link org.carepromise.triage.RuleSetText} describes how a set is written.
 *
 * <p>The default decides, not the lexicon: a text is {@code ROUTINE} only if a routine intent is found in it and
 * everything else in it is explained. Whatever is not understood is {@code URGENT}.
 *
 * <p>Evidence points into the original text and never carries its words, so that it can be kept beside an encrypted text
 * without being one.
 */
package org.carepromise.triage;
