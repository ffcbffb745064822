package org.carepromise.scheduling.provider;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;

@ApplicationScoped
class ProviderFileStore {

    private static final String FIND = "SELECT * FROM provider WHERE id = ANY ($1)";

    private static final String LOCK = FIND + " ORDER BY id FOR UPDATE";

    private static final String PAGE = "SELECT id FROM provider WHERE id > $1 ORDER BY id LIMIT $2";

    /** Those of the ids that there are, locked. */
    Uni<Map<UUID, ProviderJson>> lock(Tx tx, Collection<UUID> ids) {
        return find(tx.reads(), LOCK, ids);
    }

    /** Those of the ids that there are. */
    Uni<Map<UUID, ProviderJson>> find(SqlClient client, Collection<UUID> ids) {
        return find(client, FIND, ids);
    }

    /** The next ids, in order. */
    Uni<List<UUID>> page(SqlClient client, UUID after, int limit) {
        return Sql.list(client, row -> row.getUUID("id"), PAGE, after, limit);
    }

    private static Uni<Map<UUID, ProviderJson>> find(SqlClient client, String sql, Collection<UUID> ids) {
        return Sql.run(client, sql, (Object) ids.toArray(UUID[]::new)).map(rows -> {
            var found = new HashMap<UUID, ProviderJson>();
            rows.forEach(row -> found.put(row.getUUID("id"), provider(row)));
            return found;
        });
    }

    private static ProviderJson provider(Row row) {
        return new ProviderJson(
                Ids.PROVIDER.format(row.getUUID("id")),
                row.getString("name"),
                List.of(row.getArrayOfStrings("site_ids")),
                List.of(row.getArrayOfStrings("visit_type_ids")),
                List.of(row.getArrayOfStrings("languages")),
                row.getLong("version"));
    }
}
