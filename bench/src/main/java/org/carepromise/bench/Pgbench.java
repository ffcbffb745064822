package org.carepromise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.carepromise.launcher.ServiceDatabase;

/** PostgreSQL's own load program, with the service's statements and the service's role. */
final class Pgbench implements Load {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final int THREADS = 2;
    /** Of a line of its log: client, transaction, microseconds, script, and when it ended. */
    private static final int MICROS_COLUMN = 2;

    private final ServiceDatabase database;
    private final Path folder;

    private Pgbench(ServiceDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** @return empty where there is no pgbench on the path */
    static Optional<Pgbench> find(ServiceDatabase database, Path folder, String script) throws IOException {
        var path = System.getenv("PATH").split(":");
        for (var directory : path) {
            if (Files.isExecutable(Path.of(directory, "pgbench"))) {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("transaction.sql"), script);
                return Optional.of(new Pgbench(database, folder));
            }
        }
        return Optional.empty();
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public Measured run(int clients, Duration time) throws IOException, InterruptedException {
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=" + Math.min(clients, THREADS),
                        "--time=" + time.toSeconds(),
                        "--file=transaction.sql",
                        "--define=visit_type=" + Clinic.VISIT_TYPE,
                        "--log",
                        "--log-prefix=took")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", database.host(),
                        "PGPORT", Integer.toString(database.port()),
                        "PGDATABASE", database.database(),
                        "PGUSER", database.appUser(),
                        "PGPASSWORD", database.appPassword()));
        deleteLogs();
        long startedAt = System.nanoTime();
        var process = builder.start();
        try {
            if (!process.waitFor(time.plus(ENDS_WITHIN).toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("pgbench failed:\n" + Files.readString(output));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Measured(micros(), Map.of(), took(output, System.nanoTime() - startedAt));
    }

    /** Connecting is not booking, so pgbench's own rate, which leaves that out, is the one that counts. */
    private Duration took(Path output, long wholeNanos) throws IOException {
        var booked = micros().length;
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("tps = "))
                .map(line -> Double.parseDouble(line.split(" ")[2]))
                .map(rate -> Duration.ofNanos((long) (booked / rate * 1e9)))
                .findFirst()
                .orElse(Duration.ofNanos(wholeNanos));
    }

    private long[] micros() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Pgbench::isLog).flatMapToLong(Pgbench::micros).toArray();
        }
    }

    private static LongStream micros(Path log) {
        try {
            return Files.readAllLines(log).stream().mapToLong(line -> Long.parseLong(line.split(" ")[MICROS_COLUMN]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void deleteLogs() throws IOException {
        List<Path> logs;
        try (var files = Files.list(folder)) {
            logs = files.filter(Pgbench::isLog).toList();
        }
        for (var log : logs) {
            Files.delete(log);
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().startsWith("took.");
    }
}
