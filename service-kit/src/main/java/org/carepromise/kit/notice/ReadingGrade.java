package org.carepromise.kit.notice;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How many years of school a text asks for.
 *
 * <p>English: Flesch–Kincaid grade level (Kincaid, Fishburne, Rogers, Chissom 1975), 0.39 · words/sentences + 11.8 ·
 * syllables/words − 15.59. Spanish: Crawford's grade (A. N. Crawford, Lectura y Vida 10/4, 1989), made for texts at primary
 * level, −0.205 · sentences per 100 words + 0.049 · syllables per 100 words − 3.407; Fernández-Huerta's and INFLESZ's are
 * scales of ease and name no year.
 *
 * <p>A number counts as one word of one syllable, as tools for English count it. English syllables are estimated by vowels,
 * within a few in a hundred; Spanish ones follow from the spelling.
 */
public final class ReadingGrade {

    // An abbreviation's point ends no sentence.
    private static final Pattern ABBREVIATION = Pattern.compile(
            "\\b(Dr|Dra|Mr|Mrs|Ms|Sr|Sra|St|Ste|Ave|vs|a\\.\\s?m|p\\.\\s?m)\\.", Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])[\"”»)]*\\s+|\\R\\s*\\R");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern READABLE = Pattern.compile(".*[\\p{L}\\p{N}].*");
    private static final Pattern ENGLISH_VOWELS = Pattern.compile("[aeiouy]+");

    private static final String SPANISH_STRONG = "aeoáéóíú";
    private static final String SPANISH_WEAK = "iuü";

    private ReadingGrade() {}

    /**
     * @param text at least one word
     * @param language {@code en} or {@code es}
     */
    public static double of(String text, String language) {
        return switch (language) {
            case "en" -> english(text);
            case "es" -> spanish(text);
            default -> throw new IllegalArgumentException("no reading grade for " + language);
        };
    }

    /** The sentence with the most words: what to shorten first. */
    public static String longestSentence(String text) {
        return sentences(text).stream()
                .max(Comparator.comparingInt(sentence -> words(sentence).size()))
                .map(sentence -> SPACE.matcher(sentence.strip()).replaceAll(" "))
                .orElse("");
    }

    private static double english(String text) {
        var words = words(text);
        double syllables =
                words.stream().mapToInt(ReadingGrade::englishSyllables).sum();
        return fleschKincaid(words.size(), sentences(text).size(), syllables);
    }

    static double fleschKincaid(double words, double sentences, double syllables) {
        return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    }

    private static double spanish(String text) {
        var words = words(text);
        double syllables =
                words.stream().mapToInt(ReadingGrade::spanishSyllables).sum();
        return -0.205 * 100 * sentences(text).size() / words.size() + 0.049 * 100 * syllables / words.size() - 3.407;
    }

    static List<String> sentences(String text) {
        var plain = ABBREVIATION.matcher(text).replaceAll("$1");
        return Arrays.stream(SENTENCE_END.split(plain))
                .filter(part -> READABLE.matcher(part.replaceAll("\\s", " ")).matches())
                .toList();
    }

    static List<String> words(String text) {
        return Arrays.stream(SPACE.split(text.strip()))
                .filter(part -> READABLE.matcher(part).matches())
                .toList();
    }

    static int englishSyllables(String word) {
        var letters = word.toLowerCase(Locale.ROOT).replaceAll("[’'].*$", "").replaceAll("[^a-z]", "");
        int vowels = (int) ENGLISH_VOWELS.matcher(letters).results().count();
        if (vowels > 1 && endsMute(letters)) {
            vowels--;
        }
        return Math.max(1, vowels);
    }

    /** «time», «times», «booked»; but «table», «places», «wanted». */
    private static boolean endsMute(String word) {
        return word.matches(".*[^aeiouyl]e|.*[aeiouy]le|.*[^aeiouysxzcgl]es|.*[^aeiouytd]ed")
                && !word.matches(".*(ch|sh)es");
    }

    static int spanishSyllables(String word) {
        var letters = word.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}]", "")
                .replaceAll("qu", "q")
                .replaceAll("gu(?=[eéií])", "g")
                .replaceAll("y$", "i");
        int count = 0;
        char before = ' ';
        for (char letter : letters.toCharArray()) {
            boolean strong = SPANISH_STRONG.indexOf(letter) >= 0;
            boolean weak = SPANISH_WEAK.indexOf(letter) >= 0;
            boolean afterStrong = SPANISH_STRONG.indexOf(before) >= 0;
            boolean afterWeak = SPANISH_WEAK.indexOf(before) >= 0;
            // Two strong vowels part; a weak one joins its neighbour, unless its accent makes it a strong one.
            boolean hiatusBehindWeak = afterWeak && "íú".indexOf(letter) >= 0 && before == (letter == 'í' ? 'i' : 'u');
            if (strong && (!afterWeak || hiatusBehindWeak) || weak && !afterStrong && !afterWeak) {
                count++;
            }
            before = letter;
        }
        return Math.max(1, count);
    }
}
