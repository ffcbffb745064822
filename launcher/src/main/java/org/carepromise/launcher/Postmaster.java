package org.carepromise.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The server process that {@code postmaster.pid} of a data directory tells of: perhaps left behind by a kill -9 of its starter. */
record Postmaster(Path dataDirectory, long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Present only if that process lives and its port answers: the file outlives a crash, and a pid may be reused. */
    static Optional<Postmaster> runningOn(Path dataDirectory) {
        try {
            List<String> lines = Files.readAllLines(pidFile(dataDirectory));
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            Postmaster written = new Postmaster(
                    dataDirectory,
                    Long.parseLong(lines.get(PID_LINE).trim()),
                    Integer.parseInt(lines.get(PORT_LINE).trim()));
            return written.isAlive() && Ports.somebodyAnswers(written.port) ? Optional.of(written) : Optional.empty();
        } catch (IOException | NumberFormatException nobody) {
            return Optional.empty();
        }
    }

    /** The process id in a data directory's pid file, whether that process lives or not. */
    static Optional<Long> pidWrittenIn(Path dataDirectory) {
        try {
            return Optional.of(Long.parseLong(
                    Files.readAllLines(pidFile(dataDirectory)).get(PID_LINE).trim()));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * PostgreSQL's fast shutdown (SIGTERM, which {@link ProcessHandle#destroy()} sends, would wait for every client). Done when its
     * pid file is gone: in a container nobody may collect the dead process, which then seems alive for ever.
     */
    void stop(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new CannotStart("cannot stop PostgreSQL (pid " + pid + "): " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitEnd(deadline);
    }

    /** Waits for a server that is stopping already. */
    void awaitStop(Duration within) {
        awaitEnd(System.nanoTime() + within.toNanos());
    }

    private void awaitEnd(long deadlineNanos) {
        while (isAlive() && Files.exists(pidFile(dataDirectory))) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new CannotStart("PostgreSQL (pid " + pid + ") on " + dataDirectory + " does not stop");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    static Path pidFile(Path dataDirectory) {
        return dataDirectory.resolve("postmaster.pid");
    }
}
