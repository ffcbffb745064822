package org.carepromise.scheduling.provider;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.provider.ProviderJson.NewProviderJson;
import org.carepromise.scheduling.provider.ProviderJson.ProviderFields;

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

    private static final String LOCK = "SELECT site_ids, version FROM provider WHERE id = $1 FOR UPDATE";

    // A template that is over needs nothing, and a session that has begun is not taken back. `$3` is the earliest date
    // that it is anywhere.
    private static final String NEEDED =
            """
            SELECT DISTINCT site_id, NULL AS visit_type_id FROM session_template
             WHERE provider_id = $1 AND coalesce(valid_until >= $3, true)
            UNION
            SELECT DISTINCT site_id, NULL FROM session WHERE provider_id = $1 AND state = 'OPEN' AND starts_at > $2
            UNION
            SELECT NULL, unnest(visit_type_ids) FROM session_template
             WHERE provider_id = $1 AND coalesce(valid_until >= $3, true)
            UNION
            SELECT NULL, unnest(visit_type_ids) FROM session
             WHERE provider_id = $1 AND state = 'OPEN' AND starts_at > $2
            """;

    private static final String REPLACE =
            """
            UPDATE provider SET name = $2, site_ids = $3, visit_type_ids = $4, languages = $5, version = $6 WHERE id = $1
            """;

    /** Where a provider works, and since which change. */
    record Known(List<String> sites, long version) {}

    /** @return the provider, locked, so that nobody gives sessions to them meanwhile; or null */
    Uni<Known> lock(Tx tx, UUID id) {
        return Sql.first(
                tx.reads(),
                row -> new Known(List.of(row.getArrayOfStrings("site_ids")), row.getLong("version")),
                LOCK,
                id);
    }

    /** Sites, and visit types named by sessions and templates, that are used from now on. */
    record Needed(Set<String> sites, Set<String> visitTypes) {}

    Uni<Needed> needed(Tx tx, UUID id) {
        var today = LocalDate.ofInstant(tx.now(), ZoneOffset.ofHours(-12));
        return tx.run(NEEDED, id, tx.now(), today)
                .map(rows -> new Needed(named(rows, "site_id"), named(rows, "visit_type_id")));
    }

    private static Set<String> named(RowSet<Row> rows, String column) {
        return Sql.list(rows, row -> Optional.ofNullable(row.getString(column))).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Uni<?> replace(Tx tx, UUID id, ProviderFields provider, long version) {
        return tx.run(
                REPLACE,
                id,
                provider.name(),
                provider.sites().toArray(String[]::new),
                provider.visitTypes().toArray(String[]::new),
                provider.languagesOrNone().toArray(String[]::new),
                version);
    }

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
    Uni<Boolean> knowsVisitTypes(SqlClient client, ProviderFields provider) {
        return Sql.run(client, UNKNOWN_VISIT_TYPE, (Object)
                        provider.visitTypes().toArray(String[]::new))
                .map(rows -> rows.size() == 0);
    }
}
