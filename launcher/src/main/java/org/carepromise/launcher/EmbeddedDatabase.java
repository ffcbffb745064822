package org.carepromise.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL from Maven jars, on 127.0.0.1 only, no Unix socket, every role with a password (SCRAM). Works as root too, where
 * the server runs in a user namespace of its own ({@code unshare}).
 *
 * <p>Durable: data survives, every commit reaches the disk. Throwaway: for tests; nothing survives, not even a power cut of its
 * own. Both hold UTF-8 in code point order (the built-in locale {@code C.UTF-8}), so that lists sort alike on every machine.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    public static final String HOST = "127.0.0.1";

    static final String MAJOR = "18";

    private static final String SUPERUSER = "postgres";
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private static final Map<String, String> DURABLE = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "200",
            "shared_buffers", "256MB");
    private static final Map<String, String> THROWAWAY = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "300",
            "shared_buffers", "128MB",
            "autovacuum_naptime", "1h");

    private final Supplier<EmbeddedPostgres> starter;
    private volatile EmbeddedPostgres server;
    private final DatabaseFolder folder;
    private final DatabasePasswords passwords;
    private final Runnable afterwards;
    private boolean closed;

    private EmbeddedDatabase(
            DatabaseFolder folder,
            DatabasePasswords passwords,
            Supplier<EmbeddedPostgres> starter,
            Runnable afterwards) {
        this.folder = folder;
        this.passwords = passwords;
        this.starter = starter;
        this.afterwards = afterwards;
        this.server = starter.get();
    }

    /** {@link #durable(DatabaseFolder, int, Map)} with the default folders beside {@code dataDirectory}. */
    public static EmbeddedDatabase durable(Path dataDirectory, int port) {
        return durable(DatabaseFolder.of(dataDirectory), port, Map.of());
    }

    /**
     * Starts on the folder's data, which it makes if there is none. A server that a killed starter left behind on the same
     * folder is taken over, on its own port and with the settings it was started with. The caller closes it, after what uses
     * it (see {@link ClosingOrder}); there is no shutdown hook.
     *
     * @param port 0 takes a free one
     * @param settings server settings that win over the defaults, for instance {@code shared_preload_libraries} =
     *     {@code pg_stat_statements}, whose extension every service's database then has; values without spaces
     * @throws CannotStart data of another PostgreSQL major, port in use, folder in use by another process
     */
    public static EmbeddedDatabase durable(DatabaseFolder folder, int port, Map<String, String> settings) {
        return start(folder, port, merged(DURABLE, settings), () -> {});
    }

    /** For tests: a free port, a temporary folder that is deleted on close, and a hook that closes it when the JVM ends. */
    public static EmbeddedDatabase throwaway() {
        return throwaway(Map.of());
    }

    /** {@link #throwaway()} with server settings that win over its own; values without spaces. */
    public static EmbeddedDatabase throwaway(Map<String, String> settings) {
        Path root;
        try {
            root = Files.createTempDirectory("carepromise-database-");
        } catch (IOException e) {
            throw new CannotStart("cannot make a temporary folder for PostgreSQL: " + e.getMessage(), e);
        }
        EmbeddedDatabase database = start(
                DatabaseFolder.of(root.resolve("postgres")),
                0,
                merged(THROWAWAY, settings),
                () -> FolderTree.delete(root));
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "throwaway-database"));
        return database;
    }

    /** The port of a living server on this data directory, if one was left behind: it is no stranger's. */
    static Optional<Postmaster> leftBehindOn(Path dataDirectory) {
        return Postmaster.runningOn(dataDirectory);
    }

    public int port() {
        return server.getPort();
    }

    /** The superuser's connections, for tests and measurements; services never get them. */
    public DataSource superuser(String database) {
        return server.getDatabase(SUPERUSER, database);
    }

    /**
     * Makes the service's database and roles, or brings those that are there to what they should be.
     *
     * @param name of the database and stem of the roles: lower-case letters, digits, underscores
     */
    public ServiceDatabase createService(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("not a service's database name: " + name);
        }
        ServiceDatabase service = new ServiceDatabase(
                HOST,
                port(),
                name,
                name + "_owner",
                passwords.of(name + "_owner"),
                name + "_app",
                passwords.of(name + "_app"));
        new ServiceDatabaseSetup(this::superuser).apply(service);
        return service;
    }

    /** False while the server is down or does not take connections. */
    public boolean isRunning() {
        return Postmaster.runningOn(folder.data()).isPresent();
    }

    /** After a death: on the same port, recovering what was committed. Does nothing once closed. */
    public synchronized void startAgain() {
        if (!closed) {
            stopServer();
            server = starter.get();
        }
    }

    /** Disconnects every client, stops the server and, of a throwaway, deletes the files. Doing so twice is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stopServer();
        } finally {
            afterwards.run();
        }
    }

    private void stopServer() {
        Optional<Postmaster> postmaster = Postmaster.runningOn(folder.data());
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL on " + folder.data() + " did not stop", e);
        }
        // the library waits for 5 s only, which a last checkpoint may outlast
        postmaster.ifPresent(process -> process.awaitStop(STOP_WITHIN));
    }

    private static EmbeddedDatabase start(
            DatabaseFolder folder, int wantedPort, Map<String, String> settings, Runnable afterwards) {
        DataDirectory data = new DataDirectory(folder);
        data.requireMajor(MAJOR);
        data.removeIfHalfMade();
        Optional<Postmaster> leftBehind = leftBehindOn(folder.data());
        int port = leftBehind.map(Postmaster::port).orElse(wantedPort == 0 ? Ports.free() : wantedPort);
        if (leftBehind.isEmpty()) {
            Ports.requireFree(port, "PostgreSQL");
        }
        DatabasePasswords passwords = new DatabasePasswords(folder.passwords());
        data.requirePasswordOf(SUPERUSER, passwords);
        String password = passwords.of(SUPERUSER);
        return new EmbeddedDatabase(
                folder,
                passwords,
                () -> data.startServer(server(folder, port, settings).setConnectConfig("password", password), password),
                afterwards);
    }

    private static EmbeddedPostgres.Builder server(DatabaseFolder folder, int port, Map<String, String> settings) {
        EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_WITHIN)
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "");
        settings.forEach(server::setServerConfig);
        return server;
    }

    private static Map<String, String> merged(Map<String, String> defaults, Map<String, String> wins) {
        Map<String, String> settings = new LinkedHashMap<>(defaults);
        settings.putAll(wins);
        return settings;
    }
}
