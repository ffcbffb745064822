package org.carepromise.kit.site;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class ConfigurationStore {

    private static final long WRITER = 0x636f6e666967L; // «config»

    // Held to the end of the transaction: what is stored together has been judged together, on every replica.
    private static final String BECOME_WRITER = "SELECT pg_advisory_xact_lock($1)";

    private static final String VERSIONS = "SELECT kind, max(version) AS version FROM configuration_file GROUP BY kind";

    private static final String HIGHEST =
            """
            SELECT DISTINCT ON (kind) kind, version, content FROM configuration_file ORDER BY kind, version DESC
            """;

    private static final String STORE =
            "INSERT INTO configuration_file (kind, version, content, stored_at) VALUES ($1, $2, $3, $4)";

    private final Pool pool;
    private final Transactions transactions;

    ConfigurationStore(Pool pool, Transactions transactions) {
        this.pool = pool;
        this.transactions = transactions;
    }

    /** The highest version that is stored, by kind. */
    Uni<Map<String, Long>> versions() {
        return Sql.list(pool, row -> Map.entry(row.getString("kind"), row.getLong("version")), VERSIONS)
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Decides under a lock, on what is stored then, and stores what is decided.
     *
     * @param decide from the highest stored of each kind; may be asked again
     */
    Uni<ReloadPlan> decide(Function<List<StoredFile>, ReloadPlan> decide) {
        return transactions.run(tx -> tx.run(BECOME_WRITER, WRITER)
                .flatMap(alone -> highest(tx.reads()))
                .map(decide)
                .flatMap(plan -> store(tx, plan.toStore()).replaceWith(plan)));
    }

    private static Uni<List<StoredFile>> highest(SqlClient client) {
        return Sql.list(client, ConfigurationStore::from, HIGHEST);
    }

    private static Uni<Void> store(Tx tx, List<StoredFile> files) {
        return files.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.together(files.stream()
                        .<Uni<?>>map(file -> tx.run(STORE, file.kind(), file.version(), file.content(), tx.now()))
                        .toList());
    }

    private static StoredFile from(Row row) {
        return new StoredFile(row.getString("kind"), row.getLong("version"), row.getString("content"));
    }
}
