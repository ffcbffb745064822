package org.carepromise.kit.site;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Transactions;

@ApplicationScoped
class ConfigurationStore {

    private static final String HIGHEST =
            "SELECT content FROM configuration_file WHERE kind = $1 ORDER BY version DESC LIMIT 1";

    private static final String LATER_THAN =
            "SELECT content FROM configuration_file WHERE kind = $1 AND version > $2 ORDER BY version DESC LIMIT 1";

    // A twin on another replica may store the same version at the same time; whoever comes second finds it there.
    private static final String STORE =
            """
            INSERT INTO configuration_file (kind, version, content, stored_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (kind, version) DO NOTHING
            """;

    private static final String AT = "SELECT content FROM configuration_file WHERE kind = $1 AND version = $2";

    private final Pool pool;
    private final Transactions transactions;

    ConfigurationStore(Pool pool, Transactions transactions) {
        this.pool = pool;
        this.transactions = transactions;
    }

    Uni<String> highest(String kind) {
        return Sql.first(pool, ConfigurationStore::content, HIGHEST, kind);
    }

    Uni<String> laterThan(String kind, long version) {
        return Sql.first(pool, ConfigurationStore::content, LATER_THAN, kind, version);
    }

    /** @return whether this version, as stored now, has this content */
    Uni<Boolean> store(String kind, long version, String content) {
        return transactions.run(tx -> tx.run(STORE, kind, version, content, tx.now())
                .flatMap(stored -> Sql.first(tx.reads(), ConfigurationStore::content, AT, kind, version))
                .map(content::equals));
    }

    private static String content(Row row) {
        return row.getString("content");
    }
}
