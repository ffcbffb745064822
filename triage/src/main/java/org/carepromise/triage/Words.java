package org.carepromise.triage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts a text into folded words that remember where they stand in it. Each code point is folded by itself (NFKD, lower
 * case, without marks), so that a place in the folded word always has one in the text; invisible characters inside a
 * word are passed over. One pass, linear in the text.
 */
final class Words {

    /** Patients write both; one form is enough for the rules. */
    private static final Map<String, String> BEFORE_NOT = Map.ofEntries(
            Map.entry("can", "cant"),
            Map.entry("could", "couldnt"),
            Map.entry("do", "dont"),
            Map.entry("does", "doesnt"),
            Map.entry("did", "didnt"),
            Map.entry("will", "wont"),
            Map.entry("would", "wouldnt"),
            Map.entry("is", "isnt"),
            Map.entry("are", "arent"),
            Map.entry("was", "wasnt"),
            Map.entry("have", "havent"),
            Map.entry("has", "hasnt"));

    private static final String END_OF_CLAUSE = ".,;:!?()[]{}\n\r\u2013\u2014\u2022\u00a1\u00bf\u3002\u2028\u2029";
    private static final String END_OF_SENTENCE = ".;!?\n\r\u2022\u3002\u2028\u2029";
    private static final String INSIDE_NUMBERS = ".,:/";
    private static final String APOSTROPHES = "'\u2019\u2018\u02bc\u0060\u00b4\u2032\uff07";
    private static final int ASCII = 128;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int wordStart;
    private int wordEnd;
    private int clause;
    private int sentence;
    private boolean capital;
    private boolean small;

    private Words(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        return new Words(text).cut();
    }

    private List<Token> cut() {
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (point < ASCII) {
                take(point, point, at, next);
            } else if (APOSTROPHES.indexOf(point) < 0 && Character.getType(point) != Character.SURROGATE) {
                Normalizer.normalize(text.substring(at, next), Normalizer.Form.NFKD)
                        .codePoints()
                        .forEach(part -> take(part, point, next - Character.charCount(point), next));
            } else if (APOSTROPHES.indexOf(point) < 0) {
                endWord();
            }
            at = next;
        }
        endWord();
        return tokens;
    }

    private void take(int part, int original, int start, int end) {
        if (Character.isLetterOrDigit(part)) {
            if (word.isEmpty()) {
                wordStart = start;
                capital = Character.isUpperCase(original);
                small = false;
            } else {
                small |= Character.isLowerCase(original);
            }
            word.appendCodePoint(Character.toLowerCase(part));
            wordEnd = end;
        } else if (isInsideNumber(part, start, end)) {
            word.appendCodePoint(part);
            wordEnd = end;
        } else if (isPassedOver(part)) {
            if (!word.isEmpty()) {
                wordEnd = isMark(part) ? end : wordEnd;
            }
        } else {
            if (END_OF_CLAUSE.indexOf(part) >= 0) {
                endWord();
                clause++;
                sentence += END_OF_SENTENCE.indexOf(part) >= 0 ? 1 : 0;
            }
            endWord();
        }
    }

    private boolean isInsideNumber(int part, int start, int end) {
        return INSIDE_NUMBERS.indexOf(part) >= 0
                && !word.isEmpty()
                && start > 0
                && end < text.length()
                && Character.isDigit(text.charAt(start - 1))
                && Character.isDigit(text.charAt(end));
    }

    private static boolean isMark(int part) {
        int type = Character.getType(part);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isPassedOver(int part) {
        return APOSTROPHES.indexOf(part) >= 0 || isMark(part) || Character.getType(part) == Character.FORMAT;
    }

    private void endWord() {
        if (word.isEmpty()) {
            return;
        }
        var folded = withoutRuns(word.toString());
        word.setLength(0);
        if (folded.equals("cannot")) {
            folded = "cant";
        }
        if (folded.equals("not") && !tokens.isEmpty()) {
            var before = tokens.get(tokens.size() - 1);
            var contracted = BEFORE_NOT.get(before.word());
            if (contracted != null && before.clause() == clause) {
                tokens.set(
                        tokens.size() - 1,
                        new Token(contracted, before.startInclusive(), wordEnd, clause, sentence, before.isName()));
                return;
            }
        }
        tokens.add(new Token(folded, wordStart, wordEnd, clause, sentence, capital && small));
    }

    /** "sooo" is "so": a letter three times or more stands for one. Numbers stay as they are. */
    private static String withoutRuns(String word) {
        var kept = new StringBuilder(word.length());
        for (int at = 0; at < word.length(); ) {
            int end = at + 1;
            while (end < word.length() && word.charAt(end) == word.charAt(at)) {
                end++;
            }
            boolean isRun = end - at > 2 && Character.isLetter(word.charAt(at));
            kept.append(word, at, isRun ? at + 1 : end);
            at = end;
        }
        return kept.toString();
    }
}
