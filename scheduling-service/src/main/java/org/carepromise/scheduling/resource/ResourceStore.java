package org.carepromise.scheduling.resource;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class ResourceStore {

    private static final String INSERT =
            "INSERT INTO resource (id, site_id, kind, name, version, created_at) VALUES ($1, $2, $3, $4, $5, $6)";

    private static final String FIND = "SELECT id, site_id, kind, name, version FROM resource WHERE id = $1";

    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    private static final String PAGE =
            """
            SELECT id, site_id, kind, name, version FROM resource
             WHERE id > $1 AND ($2::text IS NULL OR site_id = $2) AND ($3::text IS NULL OR kind = $3)
               AND ($4 OR site_id = ANY ($5))
             ORDER BY id LIMIT $6
            """;

    private static final String RENAME = "UPDATE resource SET name = $2, version = $3 WHERE id = $1";

    Uni<?> insert(Tx tx, SecondResource resource) {
        return tx.run(
                INSERT, resource.id(), resource.site(), resource.kind(), resource.name(), resource.version(), tx.now());
    }

    /** @return the resource, or null */
    Uni<SecondResource> find(SqlClient client, UUID id) {
        return Sql.first(client, ResourceStore::resource, FIND, id);
    }

    /** @return the resource, locked, or null; who books it does not wait for that */
    Uni<SecondResource> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), ResourceStore::resource, LOCK, id);
    }

    /** By id, of one site and of one kind where these are not null, at the sites within reach. */
    Uni<List<SecondResource>> page(SqlClient client, String site, String kind, Scope sites, UUID after, int limit) {
        return Sql.list(
                client,
                ResourceStore::resource,
                PAGE,
                after,
                site,
                kind,
                sites.all(),
                sites.names().toArray(String[]::new),
                limit);
    }

    Uni<?> rename(Tx tx, SecondResource renamed) {
        return tx.run(RENAME, renamed.id(), renamed.name(), renamed.version());
    }

    private static SecondResource resource(Row row) {
        return new SecondResource(
                row.getUUID("id"),
                row.getString("site_id"),
                row.getString("kind"),
                row.getString("name"),
                row.getLong("version"));
    }
}
