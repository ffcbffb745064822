package org.carepromise.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that {@code postmaster.pid} of a data directory tells of: perhaps left behind by a kill -9 of its starter. */
record Postmaster(long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** Present only if that process lives and its port answers: the file outlives a crash, and a pid may be reused. */
    static Optional<Postmaster> runningOn(Path dataDirectory) {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve("postmaster.pid"));
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            Postmaster written = new Postmaster(
                    Long.parseLong(lines.get(PID_LINE).trim()),
                    Integer.parseInt(lines.get(PORT_LINE).trim()));
            return ProcessHandle.of(written.pid).isPresent() && Ports.somebodyAnswers(written.port)
                    ? Optional.of(written)
                    : Optional.empty();
        } catch (IOException | NumberFormatException nobody) {
            return Optional.empty();
        }
    }

    /** PostgreSQL's fast shutdown. SIGTERM, which {@link ProcessHandle#destroy()} sends, would wait for every client. */
    boolean stop(Duration within) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return true;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            process.get().onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
