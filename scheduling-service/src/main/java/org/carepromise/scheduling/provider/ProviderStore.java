package org.carepromise.scheduling.provider;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
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
}
