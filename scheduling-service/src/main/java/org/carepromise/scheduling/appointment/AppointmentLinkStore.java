package org.carepromise.scheduling.appointment;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;

@ApplicationScoped
class AppointmentLinkStore {

    private static final String PROVIDER_NAME = "SELECT name FROM provider WHERE id = $1";

    Uni<String> providerName(SqlClient client, UUID provider) {
        return Sql.first(client, row -> row.getString("name"), PROVIDER_NAME, provider);
    }
}
