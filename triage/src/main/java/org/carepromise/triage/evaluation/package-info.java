/**
 * How well a rule set decides, measured on messages whose label somebody gave: pure, but for the command.
 *
 * <p>{@link org.carepromise.triage.evaluation.LabelledTable} reads the messages,
 * {@link org.carepromise.triage.evaluation.Evaluation} assesses and counts them,
 * {@link org.carepromise.triage.evaluation.GateRules} says what a rule set must reach. A result names messages by id and
 * holds none of their words.
 */
package org.carepromise.triage.evaluation;
