package org.carepromise.triage.evaluation;

/**
 * So many of so many.
 *
 * @param hits of them
 * @param of all that were counted; 0 if there was none
 */
record Share(int hits, int of) {

    Share {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of);
        }
    }

    boolean isEmpty() {
        return of == 0;
    }

    /** From 0 to 1; none has no value. */
    double value() {
        return (double) hits / of;
    }
}
