package org.carepromise.triage;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/** Which of all matches are meant: not those inside a longer one, a saying, or a word that needs no explanation. */
final class MatchRules {

    private static final Comparator<Match> AS_IN_THE_TEXT = Comparator.comparingInt(Match::first)
            .thenComparing(Comparator.comparingInt(Match::length).reversed())
            .thenComparing(match -> match.concept().kind())
            .thenComparing(match -> match.concept().id());

    private MatchRules() {}

    /** In the order of the text, the longest first. */
    static List<Match> meant(List<Match> matches) {
        return notSayings(notPlainWords(uncontained(matches)));
    }

    /** Without matches that lie inside an earlier one of the same concept. */
    private static List<Match> uncontained(List<Match> matches) {
        var ends = new HashMap<String, Integer>();
        return matches.stream()
                .sorted(AS_IN_THE_TEXT)
                .filter(match -> {
                    var id = match.concept().id();
                    var isNew = ends.getOrDefault(id, 0) < match.end();
                    ends.merge(id, match.end(), Math::max);
                    return isNew;
                })
                .toList();
    }

    /** "number" begins like "numb*", and is a plain word. */
    private static List<Match> notPlainWords(List<Match> matches) {
        var plain = new BitSet();
        for (var match : matches) {
            if (match.concept().kind() == Concept.Kind.PLAIN && match.length() == 1 && !isByStem(match)) {
                plain.set(match.first());
            }
        }
        return matches.stream()
                .filter(match -> match.length() > 1
                        || !isByStem(match)
                        || !plain.get(match.first())
                        || !isComplaint(match.concept().kind()))
                .toList();
    }

    /** What lies inside a saying is not meant. */
    private static List<Match> notSayings(List<Match> matches) {
        // by each word of a saying, where the longest one around it ends
        var ends = new HashMap<Integer, Integer>();
        for (var match : matches) {
            if (match.concept().kind() == Concept.Kind.FIGURATIVE) {
                for (int at = match.first(); at < match.end(); at++) {
                    ends.merge(at, match.end(), Math::max);
                }
            }
        }
        return matches.stream()
                .filter(match ->
                        !isComplaint(match.concept().kind()) && match.concept().kind() != Concept.Kind.CUE
                                || ends.getOrDefault(match.first(), 0) < match.end())
                .toList();
    }

    private static boolean isComplaint(Concept.Kind kind) {
        return switch (kind) {
            case EMERGENCY, URGENT, SITE, QUALITY, CLINICAL -> true;
            default -> false;
        };
    }

    private static boolean isByStem(Match match) {
        return Phrase.isStem(match.phrase().words().get(0));
    }
}
