package org.carepromise.triage;

/**
 * A stretch of a text, in chars as {@link String#substring(int, int)} counts them; it never cuts a surrogate pair.
 *
 * @param startInclusive at least 0
 * @param endExclusive more than the start
 */
public record Span(int startInclusive, int endExclusive) {

    /** @throws IllegalArgumentException if it is empty or begins before the text */
    public Span {
        if (startInclusive < 0 || endExclusive <= startInclusive) {
            throw new IllegalArgumentException("span: from " + startInclusive + " to " + endExclusive);
        }
    }

    /**
     * What a text says here.
     *
     * @throws IndexOutOfBoundsException if the text is shorter: it is not the one that was assessed
     */
    public String of(String text) {
        return text.substring(startInclusive, endExclusive);
    }
}
