package org.carepromise.callback.desk;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.EncryptedColumn;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class RemarkStore {

    private static final EncryptedColumn WORDS = EncryptedColumn.of("callback_remark", "words");

    private static final String INSERT =
            """
            INSERT INTO callback_remark (id, callback_id, kind, words, person, made_at) VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String OF =
            "SELECT * FROM callback_remark WHERE callback_id = ANY ($1) AND kind = $2 ORDER BY callback_id, id";

    private final Vault vault;

    RemarkStore(Vault vault) {
        this.vault = vault;
    }

    @Produces
    @Singleton
    static EncryptedColumn callbackRemarkWords() {
        return WORDS;
    }

    Uni<?> insert(Tx tx, Remark remark) {
        return tx.run(
                INSERT,
                remark.id(),
                remark.callback(),
                remark.kind().name(),
                Buffer.buffer(vault.encrypt(remark.words(), place(remark.id()))),
                remark.person(),
                remark.madeAt());
    }

    /** Those of one kind, each callback's oldest first. */
    Uni<List<Remark>> of(SqlClient client, List<UUID> callbacks, Remark.Kind kind) {
        return Sql.list(client, this::from, OF, callbacks.toArray(UUID[]::new), kind.name());
    }

    private Remark from(Row row) {
        var id = row.getUUID("id");
        return new Remark(
                id,
                row.getUUID("callback_id"),
                Remark.Kind.valueOf(row.getString("kind")),
                vault.decrypt(row.getBuffer("words").getBytes(), place(id)),
                row.getString("person"),
                Sql.instant(row, "made_at"));
    }

    private static String place(UUID id) {
        return WORDS.place().apply(id.toString());
    }
}
