package org.carepromise.kit.bulk;

/**
 * A column of a table, and the field of a line's JSON that it is.
 *
 * @param name the field's; a field inside another is {@code patient.name}
 * @param required whether a file without it makes no sense
 */
public record BulkColumn(String name, Kind kind, boolean required) {

    /** How a cell is read. */
    public enum Kind {
        TEXT,
        /** A whole one. */
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        /** Texts with {@code |} between them; a backslash in front of {@code |} and backslash takes them as they are. */
        LIST,
        /** A list of {@code {system, id}}, each {@code system:id}. */
        REFERENCES,
        /** What has more to it than a cell: as it stands in JSON. */
        JSON
    }

    public static BulkColumn required(String name, Kind kind) {
        return new BulkColumn(name, kind, true);
    }

    public static BulkColumn optional(String name, Kind kind) {
        return new BulkColumn(name, kind, false);
    }
}
