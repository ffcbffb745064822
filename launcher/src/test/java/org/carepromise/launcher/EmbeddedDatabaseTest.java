package org.carepromise.launcher;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedDatabaseTest {

    private static EmbeddedDatabase throwaway;
    private static ServiceDatabase clinic;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        throwaway = EmbeddedDatabase.throwaway();
        clinic = throwaway.createService("clinic");
    }

    @AfterAll
    static void stop() {
        throwaway.close();
    }

    @Test
    void aDurableDatabaseKeepsRowsAndPasswordsOverARestart() throws Exception {
        Path data = folder.resolve("postgres");
        ServiceDatabase first;
        try (EmbeddedDatabase database = EmbeddedDatabase.durable(data, 0)) {
            first = database.createService("clinic");
            try (Connection owner = connect(first, first.ownerUser(), first.ownerPassword())) {
                run(owner, "CREATE TABLE visit (id int)", "INSERT INTO visit VALUES (7)");
            }
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.durable(data, 0)) {
            ServiceDatabase second = database.createService("clinic");
            assertThat(second.ownerPassword()).isEqualTo(first.ownerPassword());
            try (Connection owner = connect(second, second.ownerUser(), second.ownerPassword())) {
                assertThat(one(owner, "SELECT id FROM visit")).isEqualTo("7");
                assertThat(one(owner, "SHOW fsync")).isEqualTo("on");
                assertThat(one(owner, "SHOW synchronous_commit")).isEqualTo("on");
                assertThat(one(owner, "SHOW full_page_writes")).isEqualTo("on");
                assertThat(one(owner, "SHOW max_connections")).isEqualTo("200");
                assertThat(one(owner, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("keys/database.properties"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theAppRoleOwnsNothingAndMakesNoTables() throws Exception {
        try (Connection app = connect(clinic, clinic.appUser(), clinic.appPassword())) {
            assertThatThrownBy(() -> run(app, "CREATE TABLE t (id int)"))
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> run(app, "CREATE SCHEMA s")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(app, "CREATE TEMP TABLE t (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theOwnersDefaultPrivilegesReachTheAppRole() throws Exception {
        try (Connection owner = connect(clinic, clinic.ownerUser(), clinic.ownerPassword());
                Connection app = connect(clinic, clinic.appUser(), clinic.appPassword())) {
            run(
                    owner,
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO clinic_app",
                    "CREATE TABLE note (id int)");
            run(app, "INSERT INTO note VALUES (1)");
            assertThatThrownBy(() -> run(app, "DELETE FROM note")).hasMessageContaining("permission denied");
            run(owner, "CREATE EXTENSION IF NOT EXISTS pg_trgm");
        }
    }

    @Test
    void aServiceIsMadeTwiceWithoutHarmAndSeesNoOtherServicesDatabase() throws Exception {
        ServiceDatabase again = throwaway.createService("clinic");
        ServiceDatabase other = throwaway.createService("other");

        assertThat(again).isEqualTo(clinic);
        assertThatThrownBy(() -> DriverManager.getConnection(other.jdbcUrl(), clinic.appUser(), clinic.appPassword()))
                .hasMessageContaining("permission denied for database");
        assertThat(clinic.settings())
                .containsEntry("carepromise.database.address", "127.0.0.1:" + throwaway.port() + "/clinic")
                .containsEntry("carepromise.database.username", "clinic_app")
                .containsEntry("carepromise.database.owner.username", "clinic_owner");
        assertThat(clinic.toString()).doesNotContain(clinic.appPassword(), clinic.ownerPassword());
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(clinic.jdbcUrl(), clinic.appUser(), "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void extensionsAreThereAndTextSortsByCodePoint() throws Exception {
        try (Connection app = connect(clinic, clinic.appUser(), clinic.appPassword())) {
            assertThat(one(app, "SELECT string_agg(extname, ',' ORDER BY extname) FROM pg_extension"))
                    .contains("btree_gist", "pgcrypto");
            assertThat(one(app, "SELECT 'Z' < 'a' AND upper('é') = 'É'")).isEqualTo("t");
        }
    }

    @Test
    void dataOfAnotherMajorIsRefusedInOneLine() throws Exception {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(() -> EmbeddedDatabase.durable(data, 0))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is of PostgreSQL 17, this release runs 18")
                .hasMessageContaining("./run --reset")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aKilledServerIsStartedAgainWithItsRows() throws Exception {
        Path data = folder.resolve("postgres");
        try (EmbeddedDatabase database = EmbeddedDatabase.durable(data, 0)) {
            ServiceDatabase service = database.createService("clinic");
            try (Connection owner = connect(service, service.ownerUser(), service.ownerPassword())) {
                run(owner, "CREATE TABLE visit (id int)", "INSERT INTO visit VALUES (7)");
            }
            long pid = Postmaster.pidWrittenIn(data).orElseThrow();
            BlockingQueue<String> said = new LinkedBlockingQueue<>();
            try (DatabaseWatch watch = DatabaseWatch.over(database, said::add)) {
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("PostgreSQL died and is started again");
                database.startAgain(); // waits for the other, then starts afresh
            }
            try (Connection owner = connect(service, service.ownerUser(), service.ownerPassword())) {
                assertThat(one(owner, "SELECT id FROM visit")).isEqualTo("7");
            }
        }
        assertThat(Postmaster.runningOn(data)).isEmpty();
    }

    @Test
    void aHalfMadeDataDirectoryIsMadeAfresh() throws Exception {
        Path data = Files.createDirectories(folder.resolve("postgres/base")).getParent();
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.writeString(data.resolveSibling("postgres.being-made"), "");

        try (EmbeddedDatabase database = EmbeddedDatabase.durable(data, 0)) {
            assertThat(database.createService("clinic").port()).isEqualTo(database.port());
        }
        assertThat(data.resolveSibling("postgres.being-made")).doesNotExist();
    }

    @Test
    void aPortInUseIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.durable(folder.resolve("postgres"), taken.getLocalPort()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " is in use (PostgreSQL)")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void aFolderInUseIsSaidInOneLine() {
        Path data = folder.resolve("postgres");
        try (EmbeddedDatabase first = EmbeddedDatabase.durable(
                DatabaseFolder.of(data), 0, Map.of("shared_preload_libraries", "pg_stat_statements"))) {
            assertThatThrownBy(() -> EmbeddedDatabase.durable(data, 0))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("another process uses the data in");
            assertThat(first.createService("clinic").database()).isEqualTo("clinic");
        }
    }

    private static Connection connect(ServiceDatabase database, String user, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), user, password);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
