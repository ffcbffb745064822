package org.carepromise.messaging.script;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Scripts as they are stored. */
@ApplicationScoped
class ScriptStore {

    // Held to the end of the transaction: editions are numbered without a gap, and one approval follows another.
    private static final String LOCK_NAME = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String NEXT_EDITION =
            "SELECT coalesce(max(edition), 0) + 1 AS edition FROM script WHERE name = $1 AND language = $2";

    private static final String INSERT =
            """
            INSERT INTO script (id, name, topic, language, edition, title, body, state, drafted_by, drafted_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private static final String UPDATE =
            """
            UPDATE script SET state = $2, approved_by = $3, approved_at = $4, retired_at = $5, version = $6 WHERE id = $1
            """;

    private static final String FIND = "SELECT * FROM script WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String APPROVED =
            "SELECT * FROM script WHERE name = $1 AND language = $2 AND state = 'APPROVED' FOR UPDATE";

    private static final String LIST =
            """
            SELECT * FROM script
             WHERE ($1::text IS NULL OR topic = $1) AND ($2::text IS NULL OR language = $2)
               AND ($3::text IS NULL OR state = $3) AND id > $4
             ORDER BY id LIMIT $5
            """;

    Uni<Integer> nextEdition(Tx tx, String name, String language) {
        return tx.run(LOCK_NAME, name + ":" + language)
                .chain(() -> Sql.first(tx.reads(), row -> row.getInteger("edition"), NEXT_EDITION, name, language));
    }

    Uni<?> insert(Tx tx, Script script) {
        return tx.run(
                INSERT,
                script.id(),
                script.name(),
                script.topic(),
                script.language(),
                script.edition(),
                script.title(),
                script.body(),
                script.state().name(),
                script.draftedBy(),
                script.draftedAt(),
                script.version());
    }

    Uni<?> update(Tx tx, Script script) {
        return tx.run(
                UPDATE,
                script.id(),
                script.state().name(),
                script.approvedBy().orElse(null),
                script.approvedAt().orElse(null),
                script.retiredAt().orElse(null),
                script.version());
    }

    /** @return the script, or null */
    Uni<Script> find(SqlClient client, UUID id) {
        return Sql.first(client, ScriptStore::from, FIND, id);
    }

    /** @return the script, locked, or null; nobody else changes an edition of its name and language meanwhile */
    Uni<Script> lock(Tx tx, UUID id) {
        return find(tx.reads(), id)
                .flatMap(found -> found == null
                        ? Uni.createFrom().nullItem()
                        : tx.run(LOCK_NAME, found.name() + ":" + found.language())
                                .chain(() -> Sql.first(tx.reads(), ScriptStore::from, LOCK, id)));
    }

    /** @return the approved edition, locked, or null */
    Uni<Script> approved(Tx tx, String name, String language) {
        return Sql.first(tx.reads(), ScriptStore::from, APPROVED, name, language);
    }

    Uni<List<Script>> list(SqlClient client, String topic, String language, Script.State state, UUID after, int most) {
        return Sql.list(
                client, ScriptStore::from, LIST, topic, language, state == null ? null : state.name(), after, most);
    }

    private static Script from(Row row) {
        return new Script(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("topic"),
                row.getString("language"),
                row.getInteger("edition"),
                row.getString("title"),
                row.getString("body"),
                Script.State.valueOf(row.getString("state")),
                row.getString("drafted_by"),
                Sql.instant(row, "drafted_at"),
                Optional.ofNullable(row.getString("approved_by")),
                Optional.ofNullable(Sql.instant(row, "approved_at")),
                Optional.ofNullable(Sql.instant(row, "retired_at")),
                row.getLong("version"));
    }
}
