package org.carepromise.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import org.carepromise.launcher.Checkout;
import org.carepromise.launcher.ChildProgram;
import org.carepromise.launcher.EmbeddedDatabase;
import org.carepromise.launcher.Fleet;
import org.carepromise.launcher.SandboxKeys;
import org.carepromise.launcher.Service;
import org.carepromise.launcher.ServiceDatabase;
import org.carepromise.launcher.ServicePrograms;

/** Every process of the product, started once for all tests on ports of their own. */
public final class WholeProduct implements BeforeAllCallback, AutoCloseable {

    /** Moves every port away from those that {@code ./run} uses, so that both can be up. */
    private static final int PORT_OFFSET = 11_000;

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static WholeProduct running;

    private volatile int kills;

    private EmbeddedDatabase database;
    private Fleet fleet;
    private ServicePrograms programs;

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws Exception {
        if (running == null) {
            running = this;
            start();
            context.getRoot().getStore(Namespace.GLOBAL).put("whole-product", this);
        }
    }

    private void start() throws InterruptedException {
        var checkout = new Checkout(Path.of(System.getProperty("repository.root", "..")), Path.of("target", "run"));
        var keys = SandboxKeys.in(checkout.keys());
        try {
            Files.createDirectories(checkout.logs());
            Files.createDirectories(checkout.pids());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        database = EmbeddedDatabase.throwaway();
        programs = new ServicePrograms(checkout, keys, PORT_OFFSET);
        // started again however often a test kills it: as if no two kills were within the same hour
        fleet = new Fleet(() -> Instant.now().plus(kills, ChronoUnit.HOURS), line -> {});
        for (var service : Service.all()) {
            fleet.start(program(service, Map.of()));
        }
        fleet.awaitReady(READY_WITHIN);
    }

    /** How a service is started, with some settings of one's own. */
    static ChildProgram program(Service service, Map<String, String> settings) {
        Optional<ServiceDatabase> itsOwn =
                service.keepsData() ? Optional.of(running.database.createService(service.label())) : Optional.empty();
        return running.programs.program(service, itsOwn, settings, List.of());
    }

    static String gateway() {
        return "http://127.0.0.1:" + running.programs.port(Service.GATEWAY);
    }

    /** Kills a service as a failing machine does, and waits until its next life is ready. */
    static void killAndAwaitNextLife(Service service) throws InterruptedException {
        long pid = running.fleet.pid(service.label());
        running.kills++;
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        while (running.fleet.pid(service.label()) == pid) {
            Thread.onSpinWait();
        }
        running.fleet.awaitReady(READY_WITHIN);
    }

    /** Waits while a service is down. */
    static void awaitReady() {
        try {
            running.fleet.awaitReady(READY_WITHIN);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Scheduling's database, behind the API: the superuser's. */
    static DataSource database() {
        return running.database.superuser(Service.SCHEDULING.label());
    }

    /** Takes what it wants from the row at hand. */
    interface FromRow<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Reads one row of scheduling's database, behind the API. */
    static <T> T query(String sql, FromRow<T> from) throws SQLException {
        try (var connection = database().getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return from.of(rows);
        }
    }

    @Override
    public void close() {
        fleet.close();
        database.close();
    }
}
