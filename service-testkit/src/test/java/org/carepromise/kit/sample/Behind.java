package org.carepromise.kit.sample;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.carepromise.testkit.RealParts;

/** The database behind the API. */
public final class Behind {

    private Behind() {}

    /** A connection with all rights: it may look at, lock and change what it likes. */
    public static Connection asSuperuser() throws SQLException {
        return RealParts.server().superuser(RealParts.database().database()).getConnection();
    }

    /** A connection with the rights of the running service. */
    public static Connection asService() throws SQLException {
        var database = RealParts.database();
        return DriverManager.getConnection(database.jdbcUrl(), database.appUser(), database.appPassword());
    }

    /** The first column of every row, as text. */
    public static List<String> select(String sql, Object... arguments) {
        try (var connection = asSuperuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            var found = new ArrayList<String>();
            var rows = statement.executeQuery();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static long count(String sql, Object... arguments) {
        return Long.parseLong(select(sql, arguments).get(0));
    }

    /** @return how many rows it changed */
    public static int change(String sql, Object... arguments) {
        try (var connection = asSuperuser()) {
            return change(connection, sql, arguments);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static int change(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** How many of the service's sessions wait for a lock. */
    public static long waitingForALock() {
        return count(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = ? AND wait_event_type = 'Lock'",
                RealParts.database().appUser());
    }
}
