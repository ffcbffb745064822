package org.carepromise.triage;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.carepromise.triage.Evidence.Context;

/**
 * How a finding is meant, after ConText (Harkema and others 2009) as patients write: denied, of the past, imagined, a
 * relative's illness of old, gone, or eased. The words that say so are the rule set's ({@code [context HISTORY]}); how far they reach is
 * decided here. What is not sure to be meant otherwise is present.
 */
final class ContextFinder {

    /** The past, but it may be back: "history of", "used to have". */
    static final String HISTORY = "HISTORY";
    /** The past beyond doubt: "years ago". A year before {@link #LATEST_PAST_YEAR} says so too. */
    static final String LONG_AGO = "LONG_AGO";
    /** Imagined: "if I ever get", "what are the signs of". */
    static final String HYPOTHESIS = "HYPOTHESIS";
    /** A relative's illness: "runs in my family", "my father died of". */
    static final String FAMILY = "FAMILY";
    /** It is as it was then, so the past is present: "again", "same as last time". */
    static final String COMPARED = "COMPARED";
    /** Passed: "went away", "se me quitó". */
    static final String GONE = "GONE";
    /** Mild or better: "a bit", "not a big deal". It takes nothing from a sign. */
    static final String EASED = "EASED";
    /** As it always was, or as it should be: "same as usual", "healing well". */
    static final String STEADY = "STEADY";

    static final Set<String> CUES = Set.of(HISTORY, LONG_AGO, HYPOTHESIS, FAMILY, COMPARED, GONE, EASED, STEADY);

    private static final int REACH = 8;
    private static final int REACH_BEHIND = 5;
    private static final int REACH_OF_GONE = 14;
    private static final int EARLIEST_PAST_YEAR = 1930;
    /** Nobody who writes of now writes this year; a set of rules is reviewed long before it is too early. */
    private static final int LATEST_PAST_YEAR = 2024;

    private final List<Token> tokens;
    private final Map<String, boolean[]> said = new HashMap<>();
    private final Map<String, BitSet> sentences = new HashMap<>();

    ContextFinder(List<Token> tokens, List<Match> matches) {
        this.tokens = tokens;
        for (var cue : CUES) {
            said.put(cue, new boolean[tokens.size()]);
            sentences.put(cue, new BitSet());
        }
        for (var match : matches) {
            if (match.concept().kind() == Concept.Kind.CONTEXT) {
                mark(match.concept().id(), match.first(), match.end());
            }
        }
        for (int at = 0; at < tokens.size(); at++) {
            var word = tokens.get(at).word();
            if (word.length() == 4 && word.chars().allMatch(Character::isDigit)) {
                int year = Integer.parseInt(word);
                if (year >= EARLIEST_PAST_YEAR && year <= LATEST_PAST_YEAR) {
                    mark(LONG_AGO, at, at + 1);
                }
            }
        }
    }

    private void mark(String cue, int first, int end) {
        var marks = said.get(cue);
        for (int at = first; at < end; at++) {
            marks[at] = true;
        }
        sentences.get(cue).set(tokens.get(first).sentence());
    }

    /** Present, historical, hypothetical, or another person's; a denial is {@link DenialRules}' matter. */
    Context of(int first, int end) {
        if (isBefore(HYPOTHESIS, first, REACH, true)) {
            return Context.HYPOTHETICAL;
        }
        if (isBefore(FAMILY, first, REACH, true) || isBehind(FAMILY, end, REACH_BEHIND, true)) {
            return Context.OTHER_PERSON;
        }
        boolean isPast = isBefore(HISTORY, first, REACH, true) || isLongAgo(first, end);
        return isPast && !isInSentence(COMPARED, first) ? Context.HISTORICAL : Context.PRESENT;
    }

    boolean isLongAgo(int first, int end) {
        return isBefore(LONG_AGO, first, REACH_BEHIND, false) || isBehind(LONG_AGO, end, REACH, false);
    }

    boolean isGone(int first, int end) {
        return isBehind(GONE, end, REACH_OF_GONE, false) || isBefore(GONE, first, REACH_BEHIND, true);
    }

    /** Somewhere in the sentence. */
    boolean isEased(int at) {
        return isInSentence(EASED, at) || isSteady(at);
    }

    /** Somewhere in the sentence. */
    boolean isSteady(int at) {
        return isInSentence(STEADY, at) || isInSentence(GONE, at);
    }

    private boolean isBefore(String cue, int first, int reach, boolean sameClause) {
        var marks = said.get(cue);
        for (int at = first - 1; at >= 0 && first - at <= reach; at--) {
            if (isApart(at, first, sameClause)) {
                return false;
            }
            if (marks[at]) {
                return true;
            }
        }
        return false;
    }

    private boolean isBehind(String cue, int end, int reach, boolean sameClause) {
        var marks = said.get(cue);
        for (int at = end; at < tokens.size() && at - end < reach; at++) {
            if (isApart(at, end - 1, sameClause)) {
                return false;
            }
            if (marks[at]) {
                return true;
            }
        }
        return false;
    }

    private boolean isInSentence(String cue, int at) {
        return sentences.get(cue).get(tokens.get(at).sentence());
    }

    private boolean isApart(int one, int other, boolean sameClause) {
        return sameClause
                ? tokens.get(one).clause() != tokens.get(other).clause()
                : tokens.get(one).sentence() != tokens.get(other).sentence();
    }
}
