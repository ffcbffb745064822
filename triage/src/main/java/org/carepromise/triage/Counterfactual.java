package org.carepromise.triage;

/**
 * What a text would have been without some of its words.
 *
 * @param without the words left out
 * @param lane the lane then
 * @param emergency whether it would be an emergency then
 */
public record Counterfactual(Span without, Lane lane, boolean emergency) {

    /** @throws IllegalArgumentException if a field is missing */
    public Counterfactual {
        Require.that(without != null, "counterfactual: without: missing");
        Require.that(lane != null, "counterfactual: lane: missing");
    }
}
