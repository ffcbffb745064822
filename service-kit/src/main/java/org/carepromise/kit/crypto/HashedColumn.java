package org.carepromise.kit.crypto;

import java.util.List;
import java.util.function.Function;

/**
 * A column of keyed hashes ({@link KeyedHash#text}), for a rotation to find. A hash can't be turned back, so it is made anew
 * from what is encrypted in the same row. A bean of whoever owns the table.
 *
 * @param from the encrypted column of the same row; a row that has nothing there is passed over
 * @param column its name, of type text
 * @param hashes from the opened text of {@code from}: the current one first, then the one it may be under still; none for a
 *     row that has no hash
 */
public record HashedColumn(EncryptedColumn from, String column, Function<String, List<String>> hashes) {

    /** @throws IllegalArgumentException where the name is none: it becomes part of a statement */
    public HashedColumn {
        EncryptedColumn.checkName(column);
    }

    /** {@code appointment.contact_key} */
    public String name() {
        return from.table() + "." + column;
    }
}
