package org.carepromise.triage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words of a rule set by language, to tell which one a text is in. */
final class Vocabulary {

    /** Of two languages the lesser is still spoken if it has a quarter of the other's words. */
    private static final int MIXED_SHARE = 4;

    /** Shorter ones lie too close to other words. */
    private static final int SHORTEST_STEM_MEANT = 6;

    /** Of ten words as many must be known. */
    private static final int KNOWN_OF_TEN = 4;

    private final Known english = new Known();
    private final Known spanish = new Known();

    Vocabulary(Collection<Concept> concepts) {
        for (var concept : concepts) {
            concept.english().forEach(english::add);
            concept.spanish().forEach(spanish::add);
        }
    }

    /** By a word or a stem of the rules. */
    boolean has(String word) {
        return english.has(word) || spanish.has(word);
    }

    boolean hasWhole(String word) {
        return english.words.contains(word) || spanish.words.contains(word);
    }

    /** All that may have been meant by a word that is spelled wrong. */
    Set<String> words() {
        var words = new HashSet<String>();
        for (var language : List.of(english, spanish)) {
            words.addAll(language.words);
            language.stems.stream()
                    .filter(stem -> stem.length() >= SHORTEST_STEM_MEANT)
                    .forEach(words::add);
        }
        return words;
    }

    /** Of each sentence, by its number. */
    List<TextLanguage> languagesOf(List<Token> tokens) {
        var languages = new ArrayList<TextLanguage>();
        for (int first = 0; first < tokens.size(); ) {
            int sentence = tokens.get(first).sentence();
            int end = first + 1;
            while (end < tokens.size() && tokens.get(end).sentence() == sentence) {
                end++;
            }
            while (languages.size() < sentence) {
                languages.add(TextLanguage.UNSUPPORTED);
            }
            languages.add(languageOf(tokens.subList(first, end)));
            first = end;
        }
        return languages;
    }

    /** Unsupported unless enough of the words are known. */
    TextLanguage languageOf(List<Token> tokens) {
        int words = 0;
        int known = 0;
        int onlyEnglish = 0;
        int onlySpanish = 0;
        for (var token : tokens) {
            if (!token.isNumber()) {
                words++;
                var isEnglish = english.has(token.word());
                var isSpanish = spanish.has(token.word());
                known += isEnglish || isSpanish ? 1 : 0;
                onlyEnglish += isEnglish && !isSpanish ? 1 : 0;
                onlySpanish += isSpanish && !isEnglish ? 1 : 0;
            }
        }
        if (words == 0 || known * 10 < words * KNOWN_OF_TEN) {
            return TextLanguage.UNSUPPORTED;
        }
        int lesser = Math.min(onlyEnglish, onlySpanish);
        if (lesser > 0 && lesser * MIXED_SHARE >= Math.max(onlyEnglish, onlySpanish)) {
            return TextLanguage.MIXED;
        }
        return onlySpanish > onlyEnglish ? TextLanguage.SPANISH : TextLanguage.ENGLISH;
    }

    private static final class Known {
        private final Set<String> words = new HashSet<>();
        private final Set<String> stems = new HashSet<>();
        private int longestStem;

        void add(String phrasing) {
            for (var phrase : Phrase.of(phrasing)) {
                for (var word : phrase.words()) {
                    if (Phrase.isStem(word)) {
                        stems.add(Phrase.stem(word));
                        longestStem = Math.max(longestStem, word.length() - 1);
                    } else {
                        words.add(word);
                    }
                }
            }
        }

        boolean has(String word) {
            if (words.contains(word)) {
                return true;
            }
            for (int length = 1; length <= Math.min(word.length(), longestStem); length++) {
                if (stems.contains(word.substring(0, length))) {
                    return true;
                }
            }
            return false;
        }
    }
}
