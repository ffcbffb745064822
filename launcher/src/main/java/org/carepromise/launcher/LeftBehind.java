package org.carepromise.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Children of a launcher that was killed (kill -9) before it could stop them. */
final class LeftBehind {

    private static final Duration HEEDS_SIGTERM_WITHIN = Duration.ofSeconds(10);

    private final Checkout checkout;
    private final Consumer<String> says;

    LeftBehind(Checkout checkout, Consumer<String> says) {
        this.checkout = checkout;
        this.says = says;
    }

    void stop() {
        if (!Files.isDirectory(checkout.pids())) {
            return;
        }
        try (DirectoryStream<Path> pidFiles = Files.newDirectoryStream(checkout.pids(), "*.pid")) {
            for (Path pidFile : pidFiles) {
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                        .filter(this::isOurs)
                        .ifPresent(process -> stop(process, pidFile));
                Files.delete(pidFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + checkout.pids(), e);
        } catch (NumberFormatException torn) {
            FolderTree.delete(checkout.pids());
        }
    }

    /** A pid is reused sooner or later; a process that runs one of this checkout's jars is surely ours. */
    private boolean isOurs(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return Service.all().stream()
                .map(service -> checkout.jar(service).toString())
                .anyMatch(jar -> Arrays.asList(arguments).contains(jar));
    }

    private void stop(ProcessHandle process, Path pidFile) {
        says.accept("stopping " + pidFile.getFileName().toString().replace(".pid", "")
                + ", which an earlier run left behind (pid " + process.pid() + ")");
        process.destroy();
        try {
            process.onExit().get(HEEDS_SIGTERM_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
