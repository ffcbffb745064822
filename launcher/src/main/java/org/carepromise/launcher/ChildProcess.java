package org.carepromise.launcher;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One life of a {@link ChildProgram}: from its start to its end, without a second one. */
public final class ChildProcess {

    private static final Duration READY_ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final ChildProgram program;
    private final Process process;

    private ChildProcess(ChildProgram program, Process process) {
        this.program = program;
        this.process = process;
    }

    /** @throws CannotStart if the program can't be run at all */
    public static ChildProcess start(ChildProgram program) {
        try {
            Files.createDirectories(program.log().getParent());
            Files.createDirectories(program.pidFile().getParent());
            ProcessBuilder builder = new ProcessBuilder(program.command())
                    .directory(program.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(program.log().toFile()));
            builder.environment().putAll(program.environment());
            Process process = builder.start();
            Files.writeString(program.pidFile(), Long.toString(process.pid()));
            return new ChildProcess(program, process);
        } catch (IOException e) {
            throw new CannotStart("cannot start " + program.name() + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code. */
    public CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    public boolean isReady(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(program.ready())
                .timeout(READY_ANSWERS_WITHIN)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGTERM; {@link #awaitEnd} sees to those that don't heed it. */
    void askToStop() {
        process.destroy();
    }

    void awaitEnd(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(program.pidFile());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException leftOver) {
            // a stale pid file is checked against the process's command line before it is believed
        }
    }
}
