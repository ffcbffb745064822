package org.carepromise.launcher;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** PostgreSQL's data directory: is it ours to start on, and how a fresh one is made. */
final class DataDirectory {

    private static final Path VERSION = Path.of("PG_VERSION");

    private final DatabaseFolder folder;

    DataDirectory(DatabaseFolder folder) {
        this.folder = folder;
    }

    void requireMajor(String major) {
        Path version = folder.data().resolve(VERSION);
        if (Files.exists(folder.beingMade()) || !Files.exists(version)) {
            return;
        }
        String found = PrivateFile.read(version).strip();
        if (!found.equals(major)) {
            throw new CannotStart("the data in " + folder.data() + " is of PostgreSQL " + found + ", this release runs "
                    + major + "; start it with the release that wrote it, or ./run --reset for empty data");
        }
    }

    /** A kill in the middle of {@code initdb} leaves files that neither start nor let it run again; nobody's data is in them. */
    void removeIfHalfMade() {
        if (Files.exists(folder.beingMade())) {
            FolderTree.delete(folder.data());
        }
    }

    void requirePasswordOf(String superuser, DatabasePasswords passwords) {
        if (exists() && passwords.known(superuser).isEmpty()) {
            throw new CannotStart("the data in " + folder.data() + " is there, but its passwords in "
                    + folder.passwords() + " are not; put them back, or ./run --reset for empty data");
        }
    }

    EmbeddedPostgres startServer(EmbeddedPostgres.Builder server, String superuserPassword) {
        Path passwordFile = folder.keys().resolve("initdb.password");
        try {
            Files.createDirectories(folder.log().getParent());
            ProcessBuilder.Redirect log =
                    ProcessBuilder.Redirect.appendTo(folder.log().toFile());
            server.setOutputRedirector(log).setErrorRedirector(log);
            if (!exists()) {
                prepare(server, passwordFile, superuserPassword);
            }
            return PostgresBinaries.ofThisUser().start(server);
        } catch (IOException | IllegalStateException e) {
            throw new CannotStart(reason(e), e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    private boolean exists() {
        return Files.exists(folder.data().resolve("postgresql.conf"));
    }

    private void prepare(EmbeddedPostgres.Builder server, Path passwordFile, String password) throws IOException {
        Files.createDirectories(folder.data());
        Files.setPosixFilePermissions(folder.data(), PosixFilePermissions.fromString("rwx------"));
        PrivateFile.write(folder.beingMade(), "");
        PrivateFile.write(passwordFile, password);
        // the library hands these to initdb as --key=value, after its own "-A trust", which they override
        server.setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setDataDirectoryCustomizer(made -> folder.beingMade().toFile().delete());
    }

    private String reason(Exception e) {
        if (e instanceof OverlappingFileLockException
                || String.valueOf(e.getMessage()).startsWith("could not lock")) {
            return "another process uses the data in " + folder.data() + "; stop it first";
        }
        if ("root".equals(System.getProperty("user.name")) && !exists()) {
            return "PostgreSQL did not start: it refuses to run as root unless `unshare -U` works; try as an ordinary user ("
                    + lastLogLine() + ")";
        }
        return "PostgreSQL did not start: " + lastLogLine() + " (log: " + folder.log() + ")";
    }

    private String lastLogLine() {
        try {
            List<String> lines = Files.readAllLines(folder.log());
            return lines.isEmpty()
                    ? "it said nothing"
                    : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "it said nothing";
        }
    }
}
