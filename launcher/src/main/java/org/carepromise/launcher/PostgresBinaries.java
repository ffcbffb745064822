package org.carepromise.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * PostgreSQL's programs, unpacked once per user from a jar. The library's own place is one folder for all users of the machine,
 * where the second user can't write and the first could plant programs; and it never repairs a folder that was left half unpacked.
 */
final class PostgresBinaries {

    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "postgres");

    private final Path folder;

    PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    static PostgresBinaries ofThisUser() {
        Path folder = Path.of(
                System.getProperty("java.io.tmpdir"), "carepromise-postgresql-" + System.getProperty("user.name"));
        try {
            if (Files.exists(folder) && !isMine(folder)) {
                throw new CannotStart(
                        folder + " belongs to another user; have it removed (PostgreSQL is unpacked there)");
            }
        } catch (IOException e) {
            throw new CannotStart("cannot use " + folder + " to unpack PostgreSQL: " + e.getMessage(), e);
        }
        // one level down: the library opens the folder that it is given to everybody's writing
        return new PostgresBinaries(
                PrivateFile.folder(PrivateFile.folder(folder).resolve("unpacked")));
    }

    /** Unpacking is done by one process at a time; once it is done, starts don't wait for each other. */
    EmbeddedPostgres start(EmbeddedPostgres.Builder server) throws IOException {
        server.setOverrideWorkingDirectory(folder.toFile());
        synchronized (PostgresBinaries.class) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!somethingUsable()) {
                    return server.start();
                }
            }
        }
        return server.start();
    }

    private boolean somethingUsable() throws IOException {
        boolean found = false;
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(folder, "PG-*")) {
            for (Path version : unpacked) {
                if (isWhole(version)) {
                    found = true;
                } else {
                    FolderTree.delete(version);
                }
            }
        }
        return found;
    }

    static boolean isWhole(Path version) {
        Path programs = version.resolve("bin");
        return Files.exists(version.resolve(".exists"))
                && PROGRAMS.stream().allMatch(name -> runs(programs.resolve(name)));
    }

    private static boolean runs(Path program) {
        if (!Files.isExecutable(program)) {
            return false;
        }
        try {
            return new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException broken) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isMine(Path folder) throws IOException {
        Path probe = Files.createTempFile("carepromise", ".owner");
        try {
            return Files.isDirectory(folder) && Files.getOwner(folder).equals(Files.getOwner(probe));
        } finally {
            Files.delete(probe);
        }
    }
}
