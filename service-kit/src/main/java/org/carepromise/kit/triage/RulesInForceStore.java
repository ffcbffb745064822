package org.carepromise.kit.triage;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** The rule set that decides here, as it is stored. */
@ApplicationScoped
class RulesInForceStore {

    private static final String VERSION = "SELECT version FROM rules_in_force";

    private static final String CONTENT = "SELECT content FROM rules_in_force";

    private static final String TAKE =
            """
            INSERT INTO rules_in_force (one, version, content, taken_at) VALUES (true, $1, $2, $3)
            ON CONFLICT (one) DO UPDATE SET version = $1, content = $2, taken_at = $3
            """;

    private static final String FORGET = "DELETE FROM rules_in_force";

    /** @return null where the bundled one decides */
    Uni<String> version(SqlClient client) {
        return Sql.first(client, row -> row.getString("version"), VERSION);
    }

    /** @return null where the bundled one decides */
    Uni<String> content(SqlClient client) {
        return Sql.first(client, row -> row.getString("content"), CONTENT);
    }

    Uni<?> take(Tx tx, String version, String content) {
        return tx.run(TAKE, version, content, tx.now());
    }

    Uni<?> forget(Tx tx) {
        return tx.run(FORGET);
    }
}
