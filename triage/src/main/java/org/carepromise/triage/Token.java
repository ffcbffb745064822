package org.carepromise.triage;

/**
 * A word of a text.
 *
 * @param word folded: lower case, no accents, no apostrophes, contracted ("can not" is {@code cant})
 * @param startInclusive where it begins in the original text
 * @param endExclusive where it ends there
 * @param clause counts up at punctuation; what is said in one clause does not speak of the next
 * @param isName written with a capital and small letters
 */
record Token(String word, int startInclusive, int endExclusive, int clause, boolean isName) {

    boolean isNumber() {
        return Character.isDigit(word.codePointAt(0));
    }
}
