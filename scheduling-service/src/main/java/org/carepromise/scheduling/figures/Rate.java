package org.carepromise.scheduling.figures;

/** So many of so many. */
record Rate(long numerator, long denominator) {

    static final Rate NONE = new Rate(0, 0);

    Rate {
        if (numerator < 0 || denominator < numerator) {
            throw new IllegalArgumentException("a part is at most the whole");
        }
    }

    Rate plus(Rate other) {
        return new Rate(numerator + other.numerator, denominator + other.denominator);
    }

    /** Null of nothing. */
    Double value() {
        return denominator == 0 ? null : (double) numerator / denominator;
    }
}
