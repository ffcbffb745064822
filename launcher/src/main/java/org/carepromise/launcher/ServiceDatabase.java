package org.carepromise.launcher;

import java.util.Map;

/**
 * One service's database and its two roles.
 *
 * @param ownerUser owns the database and its schema {@code public}; runs the migrations and may create extensions
 * @param appUser what the service works as: may connect and use the schema, owns nothing; its rights on tables come from
 *     the migrations
 */
public record ServiceDatabase(
        String host,
        int port,
        String database,
        String ownerUser,
        String ownerPassword,
        String appUser,
        String appPassword) {

    /** {@code host:port/database}, what a JDBC and a reactive URL have in common. */
    public String address() {
        return host + ":" + port + "/" + database;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + address();
    }

    /** The configuration properties by which a service finds its database. */
    public Map<String, String> settings() {
        return Map.of(
                "carepromise.database.address", address(),
                "carepromise.database.username", appUser,
                "carepromise.database.password", appPassword,
                "carepromise.database.owner.username", ownerUser,
                "carepromise.database.owner.password", ownerPassword);
    }

    @Override
    public String toString() {
        return "ServiceDatabase[" + address() + ", owner " + ownerUser + ", app " + appUser + "]";
    }
}
