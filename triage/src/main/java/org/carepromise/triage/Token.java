package org.carepromise.triage;

/**
 * A word of a text.
 *
 * @param word folded: lower case, no accents, no apostrophes, contracted ("can not" is {@code cant})
 * @param startInclusive where it begins in the original text
 * @param endExclusive where it ends there
 * @param clause counts up at punctuation; what is said in one clause does not speak of the next
 * @param sentence counts up where a sentence ends; its clauses may speak of one thing
 * @param isName written with a capital and small letters
 */
record Token(String word, int startInclusive, int endExclusive, int clause, int sentence, boolean isName) {

    Token spelled(String other) {
        return new Token(other, startInclusive, endExclusive, clause, sentence, isName);
    }

    boolean isNumber() {
        return Character.isDigit(word.codePointAt(0));
    }
}
