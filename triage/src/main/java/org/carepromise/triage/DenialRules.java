package org.carepromise.triage;

import java.util.List;
import java.util.Set;

/**
 * Whether a sign is denied: "no chest pain", "I don't have any fever", "sin fiebre". Strict, since a denial that was none
 * hides a sign: only few words may stand between, nothing may follow that takes it back ("until today"), and a phrase
 * that is itself a negation ("can't breathe") is never denied.
 */
final class DenialRules {

    /** "or" hands a denial on: "no chest pain or fever". A comma does not: "no fever, chest pain since noon". */
    private static final Set<String> HANDED_ON_BY = Set.of("or", "nor", "ni", "o");

    private static final Set<String> NEGATORS = Set.of(
            "no", "not", "never", "without", "denies", "dont", "doesnt", "didnt", "havent", "hasnt", "isnt", "sin",
            "nunca", "ni", "niego", "niega", "tampoco");

    /** Words that make a phrase a negation by itself. */
    private static final Set<String> INHERENT =
            Set.of("no", "not", "never", "cant", "couldnt", "dont", "doesnt", "wont", "isnt", "hasnt", "unable", "sin");

    private static final Set<String> BETWEEN = Set.of(
            "have",
            "had",
            "having",
            "get",
            "any",
            "a",
            "an",
            "the",
            "my",
            "of",
            "signs",
            "symptoms",
            "new",
            "feel",
            "on",
            "taking",
            "take",
            "been",
            "plan",
            "plans",
            "thoughts",
            "intention",
            "thought",
            "to",
            "trouble",
            "problem",
            "problems",
            "issues",
            "real",
            "actual",
            "other",
            "more",
            "visible",
            "se",
            "me",
            "le",
            "mucho",
            "mucha",
            "nada",
            "de",
            "tengo",
            "tiene",
            "tuve",
            "tenido",
            "he",
            "ha",
            "hay",
            "siento",
            "ningun",
            "ninguna",
            "el",
            "la",
            "un",
            "una",
            "signos",
            "sintomas");

    private static final Set<String> TAKEN_BACK_BY = Set.of(
            "until", "till", "except", "unless", "before", "since", "hasta", "excepto", "salvo", "antes", "desde");

    private static final int MOST_BETWEEN = 3;
    private static final int MOST_AFTER = 20;
    private static final int FARTHEST = 10;

    private DenialRules() {}

    /**
     * @param deniedBefore whether the word before a joining "or" belongs to a denied sign
     * @param places words that name a place in the body: "no back or leg pain" denies the pain
     */
    static boolean isDenied(List<Token> tokens, Match sign, boolean[] deniedBefore, boolean[] places) {
        if (sign.phrase().words().stream().anyMatch(INHERENT::contains) || isTakenBack(tokens, sign)) {
            return false;
        }
        int clause = tokens.get(sign.first()).clause();
        int at = sign.first() - 1;
        int farthest = Math.max(0, at - FARTHEST);
        for (int between = 0; at >= farthest && tokens.get(at).clause() == clause; at--, between++) {
            var word = tokens.get(at).word();
            if (HANDED_ON_BY.contains(word) && between == 0 && at > 0 && deniedBefore[at - 1]) {
                return true;
            }
            if (NEGATORS.contains(word)) {
                return !isItselfNegated(tokens, at);
            }
            if (places[at]) {
                between--;
            } else if (between == MOST_BETWEEN || !BETWEEN.contains(word)) {
                return false;
            }
        }
        return false;
    }

    /** "I can't say no", "ya no": the first is no denial, the second tells that it was there. */
    private static boolean isItselfNegated(List<Token> tokens, int negator) {
        if (negator == 0
                || tokens.get(negator - 1).clause() != tokens.get(negator).clause()) {
            return false;
        }
        var before = tokens.get(negator - 1).word();
        return before.equals("ya") || INHERENT.contains(before) || NEGATORS.contains(before);
    }

    private static boolean isTakenBack(List<Token> tokens, Match sign) {
        int clause = tokens.get(sign.first()).clause();
        int end = Math.min(tokens.size(), sign.end() + MOST_AFTER);
        for (int at = sign.end(); at < end && tokens.get(at).clause() == clause; at++) {
            if (TAKEN_BACK_BY.contains(tokens.get(at).word())) {
                return true;
            }
        }
        return false;
    }
}
