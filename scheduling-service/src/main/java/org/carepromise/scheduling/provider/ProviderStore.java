package org.carepromise.scheduling.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.provider.ProviderJson.NewProviderJson;

@ApplicationScoped
class ProviderStore {

    private static final String INSERT =
            """
            INSERT INTO provider (id, name, site_ids, visit_type_ids, languages, version, created_at)
            VALUES ($1, $2, $3, $4, $5, 1, $6)
            """;

    private static final String UNKNOWN_VISIT_TYPE =
            """
            SELECT wanted FROM unnest($1::text[]) AS wanted
             WHERE NOT EXISTS (SELECT FROM visit_type WHERE id = wanted) LIMIT 1
            """;

    private static final String FIND = "SELECT * FROM provider WHERE id = ANY ($1)";

    private static final String LOCK = FIND + " ORDER BY id FOR UPDATE";

    private static final String PAGE = "SELECT id FROM provider WHERE id > $1 ORDER BY id LIMIT $2";

    private static final String REPLACE =
            """
            UPDATE provider SET name = $2, site_ids = $3, visit_type_ids = $4, languages = $5, version = version + 1
             WHERE id = $1
            """;

    Uni<Void> insert(Tx tx, UUID id, NewProviderJson provider) {
        return tx.run(
                        INSERT,
                        id,
                        provider.name(),
                        provider.sites().toArray(String[]::new),
                        provider.visitTypes().toArray(String[]::new),
                        provider.languagesOrNone().toArray(String[]::new),
                        tx.now())
                .replaceWithVoid();
    }

    /** @return whether every one of these visit types exists */
    Uni<Boolean> knowsVisitTypes(SqlClient client, NewProviderJson provider) {
        return Sql.run(client, UNKNOWN_VISIT_TYPE, (Object)
                        provider.visitTypes().toArray(String[]::new))
                .map(rows -> rows.size() == 0);
    }

    /** Those of the ids that there are, locked. */
    Uni<Map<UUID, ProviderJson>> lock(Tx tx, Set<UUID> ids) {
        return find(tx.reads(), LOCK, ids);
    }

    /** Those of the ids that there are. */
    Uni<Map<UUID, ProviderJson>> find(SqlClient client, Set<UUID> ids) {
        return find(client, FIND, ids);
    }

    /** The next ids, in order. */
    Uni<List<UUID>> page(SqlClient client, UUID after, int limit) {
        return Sql.list(client, row -> row.getUUID("id"), PAGE, after, limit);
    }

    Uni<?> replace(Tx tx, UUID id, NewProviderJson provider) {
        return tx.run(
                REPLACE,
                id,
                provider.name(),
                provider.sites().toArray(String[]::new),
                provider.visitTypes().toArray(String[]::new),
                provider.languagesOrNone().toArray(String[]::new));
    }

    private static Uni<Map<UUID, ProviderJson>> find(SqlClient client, String sql, Set<UUID> ids) {
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
