package org.carepromise.kit.site;

import java.time.DateTimeException;
import java.util.function.Supplier;

/** A configuration file that is refused; the message names the place and what is wrong there. */
public final class InvalidFile extends IllegalArgumentException {

    public InvalidFile(String message) {
        super(message);
    }

    /**
     * What is read at a place of the file. Places nest: what is refused inside keeps its own place behind this one.
     *
     * @throws InvalidFile where it is refused, also by a record of {@code worktime}; the file holds no patient's data, so
     *     that record's own words may be shown
     */
    static <T> T at(String place, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException | DateTimeException refused) {
            var words = String.valueOf(refused.getMessage());
            throw new InvalidFile(words.startsWith(place + ":") ? words : place + ": " + words);
        }
    }

    /** @throws InvalidFile with these words, unless it holds */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidFile(otherwise);
        }
    }
}
