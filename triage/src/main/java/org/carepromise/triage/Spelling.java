package org.carepromise.triage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts words right that are in no dictionary and lie a letter or two beside one of the rules': one edit from five letters
 * on, two from eight; an edit is a letter too many, too few, wrong, or two that changed places. The first letter must be
 * right, but for a swap, and four of them for two edits. Words that look like a sign and are none ("paid", "bread") are safe by being in the rules as plain
 * words.
 *
 * <p>Found by deletion: two words within n edits have a form in common once n letters of each are left out. A look-up
 * costs the same however many words there are.
 */
final class Spelling {

    private static final int ONE_EDIT_FROM = 5;
    private static final int TWO_EDITS_FROM = 8;
    private static final int ALIKE_FOR_TWO_EDITS = 4;
    private static final int ALIKE_FOR_STEMS = 5;
    private static final int LONGEST = 20;

    private final Vocabulary vocabulary;
    private final Map<String, Set<String>> byDeletion = new HashMap<>();

    /** @param words of which any may have been meant */
    Spelling(Vocabulary vocabulary, Iterable<String> words) {
        this.vocabulary = vocabulary;
        for (var word : words) {
            if (word.length() >= ONE_EDIT_FROM - 1 && word.length() <= LONGEST) {
                for (var form : deletions(word, edits(word.length() + 1))) {
                    byDeletion.merge(form, Set.of(word), Spelling::both);
                }
            }
        }
    }

    /** The same words, those put right that are meant for another. */
    List<Token> putRight(List<Token> tokens) {
        return tokens.stream()
                .map(token -> meant(token).map(token::spelled).orElse(token))
                .toList();
    }

    private Optional<String> meant(Token token) {
        var word = token.word();
        int edits = edits(word.length());
        if (edits == 0 || word.length() > LONGEST || token.isNumber() || vocabulary.hasWhole(word)) {
            return Optional.empty();
        }
        // a known stem may have a wrong ending: then only words that begin as far alike are meant
        boolean isStem = vocabulary.has(word);
        edits = isStem ? 1 : edits;
        String best = null;
        int least = edits + 1;
        for (var form : deletions(word, edits)) {
            for (var other : byDeletion.getOrDefault(form, Set.of())) {
                int away = Math.abs(other.length() - word.length()) > edits ? least : distance(word, other);
                boolean mayBeMeant = isStem
                        ? word.regionMatches(0, other, 0, ALIKE_FOR_STEMS) && vocabulary.hasWhole(other)
                        : beginsAlike(word, other, away);
                if (mayBeMeant && (away < least || away == least && best != null && isLikelier(other, best, word))) {
                    best = other;
                    least = away;
                }
            }
        }
        return least <= edits ? Optional.ofNullable(best) : Optional.empty();
    }

    /** Letters change places more often than they are missing; then the order of the alphabet, so that it is always the same. */
    private static boolean isLikelier(String other, String best, String word) {
        boolean isAsLong = other.length() == word.length();
        return isAsLong == (best.length() == word.length()) ? other.compareTo(best) < 0 : isAsLong;
    }

    /** The first letter is right, or changed places with the second; of words two edits apart the first four are. */
    private static boolean beginsAlike(String word, String other, int away) {
        if (away > 1) {
            return word.regionMatches(0, other, 0, ALIKE_FOR_TWO_EDITS);
        }
        return word.charAt(0) == other.charAt(0)
                || other.length() > 1 && word.charAt(0) == other.charAt(1) && word.charAt(1) == other.charAt(0);
    }

    private static int edits(int length) {
        if (length < ONE_EDIT_FROM) {
            return 0;
        }
        return length < TWO_EDITS_FROM ? 1 : 2;
    }

    private static Set<String> both(Set<String> some, Set<String> other) {
        var both = new HashSet<>(some);
        both.addAll(other);
        return Set.copyOf(both);
    }

    /** The word, and what is left of it without one letter, or two. */
    private static Set<String> deletions(String word, int most) {
        var forms = new HashSet<String>();
        forms.add(word);
        var before = Set.of(word);
        for (int round = 0; round < most; round++) {
            var next = new HashSet<String>();
            for (var form : before) {
                for (int at = 0; at < form.length(); at++) {
                    next.add(form.substring(0, at) + form.substring(at + 1));
                }
            }
            forms.addAll(next);
            before = next;
        }
        return forms;
    }

    /** Edits between two words, a swap of neighbours counted as one (optimal string alignment). */
    static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                rows[i][j] = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + wrong);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[one.length()][other.length()];
    }
}
