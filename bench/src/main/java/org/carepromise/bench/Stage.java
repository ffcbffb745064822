package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.carepromise.launcher.Checkout;
import org.carepromise.launcher.ClosingOrder;
import org.carepromise.launcher.EmbeddedDatabase;
import org.carepromise.launcher.Fleet;
import org.carepromise.launcher.SandboxKeys;
import org.carepromise.launcher.Service;
import org.carepromise.launcher.ServiceDatabase;
import org.carepromise.launcher.ServicePrograms;

/**
 * What is measured: a new, durable PostgreSQL, and one service and the gateway as processes with the settings of
 * {@code ./run}, on ports of their own. All of it is stopped when the bench ends, by Ctrl-C too.
 */
final class Stage implements AutoCloseable {

    /** Beside those of {@code ./run} and of the acceptance tests. */
    private static final int PORT_OFFSET = 12_000;

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /** The server logs what it is told to in a form that a program reads, and counts what each statement takes. */
    private static final Map<String, String> SETTINGS = Map.of(
            "logging_collector", "on",
            "log_destination", "jsonlog",
            "log_directory", "statements",
            "log_filename", "postgresql.log",
            "log_rotation_size", "0",
            "shared_preload_libraries", "pg_stat_statements",
            "pg_stat_statements.track_planning", "on");

    private final ClosingOrder closing = ClosingOrder.atExitToo();
    private final EmbeddedDatabase server;
    private final Service measured;
    private final ServiceDatabase database;
    private final ServicePrograms programs;
    private final Fleet fleet;
    private final Path log;

    /** @param folder for all files of this run; must not be there yet */
    Stage(Path folder) throws IOException, InterruptedException {
        this(folder, Service.SCHEDULING, Map.of(), Map.of());
    }

    /**
     * @param measured the service beside the gateway
     * @param ofServer its settings, beside the usual; values without spaces
     * @param ofService its properties, beside the usual
     */
    Stage(Path folder, Service measured, Map<String, String> ofServer, Map<String, String> ofService)
            throws IOException, InterruptedException {
        this.measured = measured;
        var checkout = new Checkout(Path.of("."), folder);
        checkout.requireBuilt(Service.all());
        Files.createDirectories(checkout.logs());
        Files.createDirectories(checkout.pids());
        programs = new ServicePrograms(checkout, SandboxKeys.in(checkout.keys()), PORT_OFFSET);
        var all = new HashMap<>(SETTINGS);
        all.putAll(ofServer);
        server = closing.start(() -> EmbeddedDatabase.durable(checkout.database(), 0, all));
        log = checkout.database().data().resolve("statements/postgresql.json");
        database = server.createService(measured.label());
        fleet = closing.start(() -> new Fleet(Clock.systemUTC(), System.err::println));
        fleet.start(programs.program(measured, Optional.of(database), ofService, List.of()));
        fleet.start(programs.program(Service.GATEWAY, Optional.empty(), Map.of(), List.of()));
        fleet.awaitReady(READY_WITHIN);
    }

    URI address(Service service) {
        return URI.create("http://127.0.0.1:" + programs.port(service));
    }

    ServiceDatabase database() {
        return database;
    }

    /** What the server logs, a JSON object each line. */
    Path statementLog() {
        return log;
    }

    Connection superuser() throws SQLException {
        return server.superuser(database.database()).getConnection();
    }

    void execute(String sql) throws SQLException {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the process hard and waits until the next one says that it is ready. */
    void restart() throws InterruptedException {
        var name = measured.label();
        long pid = fleet.pid(name);
        ProcessHandle.of(pid).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        while (fleet.pid(name) == pid) {
            Thread.sleep(20);
        }
        fleet.awaitReady(READY_WITHIN);
    }

    @Override
    public void close() {
        closing.close();
    }
}
