package org.carepromise.launcher;

import java.nio.file.Path;

/**
 * Where a durable {@link EmbeddedDatabase} keeps what it needs.
 *
 * @param data PostgreSQL's data directory; made at the first start
 * @param keys folder (0700) of the file with the roles' passwords (0600)
 * @param log file that the server appends to
 */
public record DatabaseFolder(Path data, Path keys, Path log) {

    public DatabaseFolder {
        data = data.toAbsolutePath().normalize();
        keys = keys.toAbsolutePath().normalize();
        log = log.toAbsolutePath().normalize();
    }

    /** Keys in {@code keys/} and the log in {@code postgresql.log}, both beside the data directory. */
    public static DatabaseFolder of(Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        return new DatabaseFolder(absolute, absolute.resolveSibling("keys"), absolute.resolveSibling("postgresql.log"));
    }

    /** There from just before {@code initdb} until it is done, so that half a data directory is told from a whole one. */
    Path beingMade() {
        return data.resolveSibling(data.getFileName() + ".being-made");
    }

    Path passwords() {
        return keys.resolve("database.properties");
    }
}
