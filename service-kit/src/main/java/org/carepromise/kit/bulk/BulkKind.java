package org.carepromise.kit.bulk;

import java.util.List;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/**
 * What one kind of file is about, and what its lines do. Bean or not, it lives as long as one file.
 *
 * @param <T> the wire record of a line, with its constraints
 */
public interface BulkKind<T> {

    Class<T> type();

    BulkColumns columns();

    /**
     * Looks up what many lines ask for, in few statements; called again when their transaction is repeated.
     *
     * @param lines in the order of the file
     */
    Uni<Batch<T>> batch(Tx tx, List<T> lines);

    /** Some lines of a file, on the way through one transaction. */
    interface Batch<T> {

        /**
         * Does what one line says, under a savepoint of its own: a refusal undoes this line alone. What the lines before it
         * did is there.
         */
        Uni<BulkOutcome> take(Tx tx, T line);

        /** The line's effect is there, for the lines behind it to see. */
        default void taken(T line, BulkOutcome outcome) {}
    }
}
