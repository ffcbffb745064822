package org.carepromise.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;

import org.carepromise.launcher.Checkout;
import org.carepromise.launcher.ChildProcess;
import org.carepromise.launcher.ChildProgram;
import org.carepromise.launcher.EmbeddedDatabase;
import org.carepromise.launcher.Ports;
import org.carepromise.launcher.SandboxKeys;
import org.carepromise.launcher.Service;
import org.carepromise.launcher.ServicePrograms;

/** Two processes of scheduling on one database of their own, to be killed as failing machines die. */
final class TwoReplicas implements AutoCloseable {

    /** Away from those of {@code ./run} and of {@link WholeProduct}. */
    private static final int FIRST_PORT_OFFSET = 12_000;

    private static final int APART = 100;
    private static final int STEP = 10;
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final String NAME = "storm";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SandboxKeys keys;
    private final EmbeddedDatabase database;
    private final List<ServicePrograms> machines = new ArrayList<>();
    private final List<ChildProgram> programs = new ArrayList<>();
    private final List<ChildProcess> lives = new ArrayList<>();
    private final Thread atExit = new Thread(this::endAll, "end-replicas");

    /** @param settings of both, which win over the sandbox's usual ones */
    TwoReplicas(Map<String, String> settings) {
        var root = Path.of(System.getProperty("repository.root", ".."));
        keys = SandboxKeys.in(Path.of("target", "storm", "keys"));
        // dead rows are swept as in production; the throwaway's own setting leaves them
        database = EmbeddedDatabase.throwaway(Map.of("autovacuum_naptime", "1s"));
        var its = database.createService(NAME);
        int offset = FIRST_PORT_OFFSET;
        while (taken(offset)) {
            offset += APART;
        }
        for (int replica = 0; replica < 2; replica++) {
            var files = new Checkout(root, Path.of("target", "storm", "replica-" + replica));
            var machine = new ServicePrograms(files, keys, offset + replica * STEP);
            machines.add(machine);
            programs.add(machine.program(Service.SCHEDULING, Optional.of(its), settings, List.of()));
            lives.add(ChildProcess.start(programs.get(replica)));
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            awaitReady();
        } catch (RuntimeException late) {
            close();
            throw late;
        }
    }

    void awaitReady() {
        for (int replica = 0; replica < 2; replica++) {
            var its = replica;
            Awaitility.await().atMost(READY_WITHIN).until(() -> {
                startTheDead();
                return lives.get(its).isReady(client);
            });
        }
    }

    /** Kills one, whatever it is doing, and starts its next life at once. */
    synchronized void kill(int replica) {
        end(lives.get(replica));
        lives.set(replica, ChildProcess.start(programs.get(replica)));
    }

    /** As whatever runs them does with one that did not come up. */
    synchronized void startTheDead() {
        for (int replica = 0; replica < 2; replica++) {
            if (!lives.get(replica).isAlive()) {
                lives.set(replica, ChildProcess.start(programs.get(replica)));
            }
        }
    }

    String url(int replica) {
        return "http://127.0.0.1:" + machines.get(replica).port(Service.SCHEDULING);
    }

    /** Signs tokens that both take. */
    PrivateKey signing() {
        try {
            var pem = Files.readString(keys.tokenPrivateKey())
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** The superuser's, behind the service. */
    Connection connect() throws SQLException {
        return database.superuser(NAME).getConnection();
    }

    void change(String sql, Object... values) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    <T> List<T> read(String sql, WholeProduct.FromRow<T> from) {
        try (var connection = connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(from.of(rows));
            }
            return all;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    long number(String sql) {
        return read(sql, row -> row.getLong(1)).get(0);
    }

    private static boolean taken(int offset) {
        return Ports.inUse(Service.SCHEDULING.port() + offset)
                || Ports.inUse(Service.SCHEDULING.managementPort() + offset);
    }

    private static void end(ChildProcess life) {
        ProcessHandle.of(life.pid()).ifPresent(ProcessHandle::destroyForcibly);
        life.ended().join();
    }

    private synchronized void endAll() {
        lives.forEach(TwoReplicas::end);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        endAll();
        database.close();
    }
}
