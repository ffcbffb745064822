package org.carepromise.scheduling.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class TemplateFileStore {

    private static final String FIND =
            SessionStore.SELECT + " WHERE id = ANY ($1) AND ($2 OR site_id = ANY ($3)) ORDER BY id";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String PAGE = "SELECT id FROM session_template WHERE id > $1 ORDER BY id LIMIT $2";

    /** Those of the ids that there are, locked. */
    Uni<Map<UUID, SessionTemplate>> lock(Tx tx, Collection<UUID> ids) {
        return find(tx.reads(), LOCK, ids, new Scope(Set.of(), true));
    }

    /** Those of the ids that there are at these sites. */
    Uni<Map<UUID, SessionTemplate>> find(SqlClient client, Collection<UUID> ids, Scope sites) {
        return find(client, FIND, ids, sites);
    }

    /** The next ids, in order. */
    Uni<List<UUID>> page(SqlClient client, UUID after, int limit) {
        return Sql.list(client, row -> row.getUUID("id"), PAGE, after, limit);
    }

    private static Uni<Map<UUID, SessionTemplate>> find(
            SqlClient client, String sql, Collection<UUID> ids, Scope sites) {
        return Sql.list(
                        client,
                        SessionStore::template,
                        sql,
                        ids.toArray(UUID[]::new),
                        sites.all(),
                        sites.names().toArray(String[]::new))
                .map(all -> all.stream().collect(Collectors.toMap(SessionTemplate::id, Function.identity())));
    }
}
