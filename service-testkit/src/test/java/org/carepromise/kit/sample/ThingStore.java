package org.carepromise.kit.sample;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class ThingStore {

    static final String NAME_FREE = "thing_name_free";

    private static final String INSERT =
            "INSERT INTO thing (id, name, site_id, patient, created_at) VALUES ($1, $2, $3, $4, $5)";

    private static final String FIND = "SELECT id, name, site_id FROM thing WHERE id = $1";

    Uni<Void> insert(Tx tx, UUID id, String name, String site, byte[] patient) {
        return tx.run(INSERT, id, name, site, patient == null ? null : Buffer.buffer(patient), tx.now())
                .replaceWithVoid();
    }

    Uni<ThingJson> find(SqlClient client, UUID id) {
        return Sql.first(
                client,
                row -> new ThingJson(
                        SampleResource.THING.format(row.getUUID("id")),
                        row.getString("name"),
                        row.getString("site_id"),
                        1),
                FIND,
                id);
    }
}
