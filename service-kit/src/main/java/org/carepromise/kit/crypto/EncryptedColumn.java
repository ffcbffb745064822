package org.carepromise.kit.crypto;

import java.util.function.UnaryOperator;

/**
 * A column that {@link Vault} fills, for a rotation to find. A bean of whoever owns the table, whose key is a uuid
 * {@code id}. Columns whose rows live for hours need none: they are gone before their key is.
 *
 * @param table its name
 * @param column its name, of type bytea
 * @param placedBy the column that the place is made of, mostly {@code id}
 * @param place from that column's text, as {@link Vault#encrypt} got it
 */
public record EncryptedColumn(String table, String column, String placedBy, UnaryOperator<String> place) {

    /** @throws IllegalArgumentException where a name is none: they become part of a statement */
    public EncryptedColumn {
        checkName(table);
        checkName(column);
        checkName(placedBy);
    }

    static void checkName(String name) {
        if (!name.matches("[a-z][a-z_]*")) {
            throw new IllegalArgumentException("a plain name of a table or column");
        }
    }

    /** Its place is its name and the row's id. */
    public static EncryptedColumn of(String table, String column) {
        return new EncryptedColumn(table, column, "id", id -> table + "." + column + ":" + id);
    }

    /** {@code appointment.patient} */
    public String name() {
        return table + "." + column;
    }
}
