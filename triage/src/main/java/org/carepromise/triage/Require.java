package org.carepromise.triage;

/** What a record asks of its fields. */
final class Require {

    private Require() {}

    /** @throws IllegalArgumentException with these words, unless it holds */
    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
