package org.carepromise.launcher;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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
            removePidFileOfTheDead(folder.data());
            return PostgresBinaries.ofThisUser().start(server);
        } catch (IOException | IllegalStateException e) {
            throw new CannotStart(reason(e), e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    /**
     * A container whose first process collects no dead ones keeps a killed server as a zombie, and PostgreSQL takes it for a
     * living owner of the directory.
     */
    static void removePidFileOfTheDead(Path data) {
        Postmaster.pidWrittenIn(data)
                .filter(DataDirectory::isZombie)
                .ifPresent(pid -> Postmaster.pidFile(data).toFile().delete());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException notLinuxOrGone) {
            return false;
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
        LogTail tail = LogTail.of(folder.log());
        if (tail.has("cannot be run as root") || tail.has("execution of the PostgreSQL server is not permitted")) {
            return "PostgreSQL refuses to run as root, and `unshare -U` does not work here; run this as an ordinary user";
        }
        return "PostgreSQL did not start: " + tail.reason() + " (log: " + folder.log() + ")";
    }
}
