package org.carepromise.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A phrasing written out: its words in order, a stem where one ends in {@code *}. Made from {@code pain in [my|the]
 * chest*}: {@code (a|b)} is either, {@code [a|b]} either or nothing.
 */
record Phrase(List<String> words) {

    private static final Pattern PART = Pattern.compile("\\(([^()\\[\\]]+)\\)|\\[([^()\\[\\]]+)]|([^\\s()\\[\\]|]+)");
    private static final int MOST_WRITTEN_OUT = 5_000;
    private static final int SHORTEST_STEM = 3;
    private static final char ANY_ENDING = '*';

    /** @throws IllegalArgumentException quoting a phrasing that can't be used */
    static List<Phrase> of(String phrasing) {
        var choices = new ArrayList<List<String>>();
        var parts = PART.matcher(phrasing);
        int end = 0;
        while (parts.find()) {
            require(phrasing.substring(end, parts.start()).isBlank(), phrasing);
            end = parts.end();
            var either = parts.group(1);
            var orNothing = parts.group(2);
            if (either != null) {
                choices.add(List.of(either.split("\\|", -1)));
            } else if (orNothing != null) {
                choices.add(List.of((orNothing + "| ").split("\\|", -1)));
            } else {
                choices.add(List.of(parts.group(3)));
            }
        }
        require(phrasing.substring(end).isBlank() && !choices.isEmpty(), phrasing);
        var written = List.of("");
        for (var choice : choices) {
            written = written.stream()
                    .flatMap(before -> choice.stream().map(word -> before + " " + word))
                    .toList();
            Require.that(written.size() <= MOST_WRITTEN_OUT, "more than " + MOST_WRITTEN_OUT + " ways: " + phrasing);
        }
        return written.stream().map(text -> folded(text, phrasing)).toList();
    }

    static boolean isStem(String word) {
        return word.charAt(word.length() - 1) == ANY_ENDING;
    }

    static String stem(String word) {
        return word.substring(0, word.length() - 1);
    }

    /** As a person would write it, for evidence. */
    String text() {
        return String.join(" ", words);
    }

    /** By the hand that folds texts, so that both always agree. */
    private static Phrase folded(String text, String phrasing) {
        var tokens = Words.of(text);
        require(!tokens.isEmpty(), phrasing);
        var words = new ArrayList<String>();
        for (var token : tokens) {
            int end = token.endExclusive();
            var isStem = end < text.length() && text.charAt(end) == ANY_ENDING;
            Require.that(
                    !isStem || token.word().length() >= SHORTEST_STEM,
                    "a stem shorter than " + SHORTEST_STEM + ": " + phrasing);
            require(token.clause() == 0, phrasing);
            words.add(isStem ? token.word() + ANY_ENDING : token.word());
        }
        var stars = text.chars().filter(character -> character == ANY_ENDING).count();
        require(words.stream().filter(Phrase::isStem).count() == stars, phrasing);
        return new Phrase(List.copyOf(words));
    }

    private static void require(boolean holds, String phrasing) {
        Require.that(holds, "not a phrasing: " + phrasing);
    }
}
