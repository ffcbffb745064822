package org.carepromise.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.carepromise.triage.Evidence.Context;

/** Finds sentences that ask for nothing known and are mostly made of words that no rule knows. */
final class UnexplainedFinder {

    /** Of the words of a sentence, one in this many may be unknown. */
    private static final int KNOWN_SHARE = 2;

    private static final int LEAST_UNKNOWN = 2;

    /** Names greet and sign in sentences as short as this: "Dear Dr. Patel", "Maria". */
    private static final int SENTENCE_OF_NAMES = 3;

    private final List<Token> tokens;
    private final int[] explained;
    private final boolean[] ofIntent;

    UnexplainedFinder(List<Token> tokens, int[] explained, boolean[] ofIntent) {
        this.tokens = tokens;
        this.explained = explained;
        this.ofIntent = ofIntent;
    }

    List<Evidence> find() {
        var found = new ArrayList<Evidence>();
        for (int first = 0; first < tokens.size(); ) {
            int end = first + 1;
            while (end < tokens.size()
                    && tokens.get(end).sentence() == tokens.get(first).sentence()) {
                end++;
            }
            unexplained(first, end).ifPresent(found::add);
            first = end;
        }
        return found;
    }

    private Optional<Evidence> unexplained(int first, int end) {
        int unknown = 0;
        int firstUnknown = 0;
        int lastUnknown = 0;
        for (int at = first; at < end; at++) {
            if (ofIntent[at]) {
                return Optional.empty();
            }
            var mayBeName = tokens.get(at).isName() && (at > first || end - first <= SENTENCE_OF_NAMES);
            if (explained[at] == 0 && !tokens.get(at).isNumber() && !mayBeName) {
                firstUnknown = unknown == 0 ? at : firstUnknown;
                lastUnknown = at;
                unknown++;
            }
        }
        if (unknown < LEAST_UNKNOWN || unknown * KNOWN_SHARE <= end - first) {
            return Optional.empty();
        }
        var span = new Span(
                tokens.get(firstUnknown).startInclusive(),
                tokens.get(lastUnknown).endExclusive());
        return Optional.of(new Evidence(
                Evidence.Kind.UNEXPLAINED,
                Evidence.Kind.UNEXPLAINED.name(),
                Optional.empty(),
                Optional.of(span),
                Context.PRESENT));
    }
}
