package org.carepromise.kit.bulk;

import java.util.Optional;

import org.carepromise.kit.problem.Problem;

/**
 * A line of a file: what it says, or why it cannot be read.
 *
 * @param number the line of the file in which it begins, from 1 on
 * @param value checked by its own constraints; null where there is a refusal
 */
record BulkLine<T>(long number, T value, Optional<Problem> refusal) {

    static <T> BulkLine<T> read(long number, T value) {
        return new BulkLine<>(number, value, Optional.empty());
    }

    static <T> BulkLine<T> refused(long number, Problem refusal) {
        return new BulkLine<>(number, null, Optional.of(refusal));
    }
}
