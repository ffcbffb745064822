package org.carepromise.launcher;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;

/** What production's operator does for a service before its first migration: roles, database, extensions, rights. */
final class ServiceDatabaseSetup {

    private static final String ROLE_EXISTS = "SELECT FROM pg_roles WHERE rolname = ?";
    private static final String DATABASE_EXISTS = "SELECT FROM pg_database WHERE datname = ?";

    private final Function<String, DataSource> superuser;

    ServiceDatabaseSetup(Function<String, DataSource> superuser) {
        this.superuser = superuser;
    }

    /** Names are checked by the caller and passwords are URL-safe base64: nothing needs quoting that could be quoted. */
    void apply(ServiceDatabase service) {
        try (Connection connection = superuser.apply("postgres").getConnection()) {
            role(connection, service.ownerUser(), service.ownerPassword());
            role(connection, service.appUser(), service.appPassword());
            if (!exists(connection, DATABASE_EXISTS, service.database())) {
                run(connection, "CREATE DATABASE " + service.database() + " OWNER " + service.ownerUser());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + service.database(), e);
        }
        try (Connection connection = superuser.apply(service.database()).getConnection()) {
            rights(connection, service);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database " + service.database(), e);
        }
    }

    private static void role(Connection connection, String role, String password) throws SQLException {
        String verb = exists(connection, ROLE_EXISTS, role) ? "ALTER" : "CREATE";
        run(connection, verb + " ROLE " + role + " LOGIN PASSWORD '" + password + "'");
    }

    private static void rights(Connection connection, ServiceDatabase service) throws SQLException {
        run(
                connection,
                """
                ALTER DATABASE %1$s OWNER TO %2$s;
                ALTER SCHEMA public OWNER TO %2$s;
                REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
                REVOKE ALL ON SCHEMA public FROM PUBLIC;
                GRANT CONNECT ON DATABASE %1$s TO %3$s;
                GRANT USAGE ON SCHEMA public TO %3$s;
                CREATE EXTENSION IF NOT EXISTS btree_gist;
                CREATE EXTENSION IF NOT EXISTS pgcrypto;
                """
                        .formatted(service.database(), service.ownerUser(), service.appUser()));
        if (exists(
                connection,
                "SELECT WHERE current_setting('shared_preload_libraries') LIKE ?",
                "%pg_stat_statements%")) {
            run(connection, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        }
    }

    private static boolean exists(Connection connection, String query, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
