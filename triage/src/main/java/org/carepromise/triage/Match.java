package org.carepromise.triage;

import java.util.List;

/**
 * A concept found in a text.
 *
 * @param concept what was found
 * @param phrase by which phrasing
 * @param first the first word, counted from 0
 * @param end behind the last word
 */
record Match(Concept concept, Phrase phrase, int first, int end) {

    int length() {
        return end - first;
    }

    Span span(List<Token> tokens) {
        return new Span(tokens.get(first).startInclusive(), tokens.get(end - 1).endExclusive());
    }
}
