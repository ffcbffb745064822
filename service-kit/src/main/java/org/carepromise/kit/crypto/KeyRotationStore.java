package org.carepromise.kit.crypto;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class KeyRotationStore {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String INSERT =
            "INSERT INTO key_rotation (id, state, started_by, started_at) VALUES ($1, 'RUNNING', $2, $3)";

    private static final String INSERT_COLUMNS =
            "INSERT INTO key_rotation_column (rotation_id, name, after) SELECT $1, unnest($2::text[]), $3";

    private static final String FIND = "SELECT * FROM key_rotation WHERE id = $1";

    private static final String NEWEST = "SELECT * FROM key_rotation ORDER BY id DESC LIMIT $1";

    private static final String COLUMNS_OF =
            "SELECT * FROM key_rotation_column WHERE rotation_id = ANY ($1) ORDER BY rotation_id, name";

    // One replica turns; the others find nothing.
    private static final String TAKE_TURN = "SELECT * FROM key_rotation WHERE state = 'RUNNING' FOR UPDATE SKIP LOCKED";

    private static final String NEXT_COLUMN =
            """
            SELECT * FROM key_rotation_column WHERE rotation_id = $1 AND NOT done ORDER BY name LIMIT 1
            """;

    private static final String ADVANCE =
            """
            UPDATE key_rotation_column
               SET after = $3, rewritten = rewritten + $4, already_current = already_current + $5,
                   unreadable = unreadable + $6, clashing = clashing + $7, done = $8
             WHERE rotation_id = $1 AND name = $2
            """;

    private static final String END = "UPDATE key_rotation SET state = 'DONE', ended_at = $2 WHERE id = $1";

    // The names are plain ones: EncryptedColumn and HashedColumn see to it.
    private static final String READ =
            """
            SELECT id, %3$s::text AS placed_by, %2$s AS cipher FROM %1$s
             WHERE id > $1 AND %2$s IS NOT NULL ORDER BY id LIMIT $2 FOR UPDATE
            """;

    private static final String WRITE =
            """
            UPDATE %1$s SET %2$s = new.cipher FROM unnest($1::uuid[], $2::bytea[]) AS new (id, cipher)
             WHERE %1$s.id = new.id
            """;

    private static final String READ_HASHES =
            """
            SELECT id, %3$s::text AS placed_by, %2$s AS cipher, %4$s AS hash FROM %1$s
             WHERE id > $1 AND %2$s IS NOT NULL ORDER BY id LIMIT $2 FOR UPDATE
            """;

    private static final String WRITE_HASHES =
            """
            UPDATE %1$s SET %2$s = new.hash FROM unnest($1::uuid[], $2::text[]) AS new (id, hash)
             WHERE %1$s.id = new.id
            """;

    /** A row of an encrypted column. */
    record Cipher(UUID id, String placedBy, byte[] bytes) {}

    /**
     * A row of a column of hashes.
     *
     * @param from what the hash is made of
     * @param hash as it stands, or null
     */
    record Hash(Cipher from, String hash) {}

    Uni<Void> insert(Tx tx, UUID id, String startedBy, Collection<String> columns) {
        return tx.run(INSERT, id, startedBy, tx.now())
                .flatMap(inserted -> tx.run(INSERT_COLUMNS, id, columns.toArray(String[]::new), BEFORE_ALL))
                .replaceWithVoid();
    }

    Uni<KeyRotation> find(SqlClient client, UUID id) {
        return Sql.list(client, row -> row, FIND, id)
                .flatMap(rows -> withColumns(client, rows))
                .map(found -> found.isEmpty() ? null : found.get(0));
    }

    Uni<List<KeyRotation>> newest(SqlClient client, int most) {
        return Sql.list(client, row -> row, NEWEST, most).flatMap(rows -> withColumns(client, rows));
    }

    /** @return the one that runs, locked, or null where none does or another replica is at it */
    Uni<UUID> takeTurn(Tx tx) {
        return Sql.first(tx.reads(), row -> row.getUUID("id"), TAKE_TURN);
    }

    Uni<KeyRotation.Column> nextColumn(Tx tx, UUID rotation) {
        return Sql.first(tx.reads(), KeyRotationStore::column, NEXT_COLUMN, rotation);
    }

    Uni<Void> advance(Tx tx, UUID rotation, KeyRotation.Column by) {
        return tx.run(
                        ADVANCE,
                        rotation,
                        by.name(),
                        by.after(),
                        by.rewritten(),
                        by.alreadyCurrent(),
                        by.unreadable(),
                        by.clashing(),
                        by.done())
                .replaceWithVoid();
    }

    Uni<Void> end(Tx tx, UUID rotation) {
        return tx.run(END, rotation, tx.now()).replaceWithVoid();
    }

    Uni<List<Cipher>> read(Tx tx, EncryptedColumn column, UUID after, int most) {
        return Sql.list(
                tx.reads(),
                KeyRotationStore::cipher,
                READ.formatted(column.table(), column.column(), column.placedBy()),
                after,
                most);
    }

    Uni<Void> write(Tx tx, EncryptedColumn column, List<Cipher> anew) {
        return anew.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.run(
                                WRITE.formatted(column.table(), column.column()),
                                anew.stream().map(Cipher::id).toArray(UUID[]::new),
                                anew.stream()
                                        .map(each -> Buffer.buffer(each.bytes()))
                                        .toArray(Buffer[]::new))
                        .replaceWithVoid();
    }

    Uni<List<Hash>> readHashes(Tx tx, HashedColumn column, UUID after, int most) {
        var from = column.from();
        return Sql.list(
                tx.reads(),
                row -> new Hash(cipher(row), row.getString("hash")),
                READ_HASHES.formatted(from.table(), from.column(), from.placedBy(), column.column()),
                after,
                most);
    }

    Uni<Void> writeHashes(Tx tx, HashedColumn column, Map<UUID, String> anew) {
        var ids = anew.keySet().toArray(UUID[]::new);
        return tx.run(
                        WRITE_HASHES.formatted(column.from().table(), column.column()),
                        ids,
                        Arrays.stream(ids).map(anew::get).toArray(String[]::new))
                .replaceWithVoid();
    }

    private static Cipher cipher(Row row) {
        return new Cipher(
                row.getUUID("id"),
                row.getString("placed_by"),
                row.getBuffer("cipher").getBytes());
    }

    private Uni<List<KeyRotation>> withColumns(SqlClient client, List<Row> rows) {
        var ids = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        return Sql.list(client, row -> row, COLUMNS_OF, (Object) ids)
                .map(columns -> rows.stream().map(row -> rotation(row, columns)).toList());
    }

    private static KeyRotation rotation(Row row, List<Row> columns) {
        var id = row.getUUID("id");
        return new KeyRotation(
                id,
                KeyRotation.State.valueOf(row.getString("state")),
                row.getString("started_by"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                columns.stream()
                        .filter(column -> column.getUUID("rotation_id").equals(id))
                        .map(KeyRotationStore::column)
                        .toList());
    }

    private static KeyRotation.Column column(Row row) {
        return new KeyRotation.Column(
                row.getString("name"),
                row.getUUID("after"),
                row.getLong("rewritten"),
                row.getLong("already_current"),
                row.getLong("unreadable"),
                row.getLong("clashing"),
                row.getBoolean("done"));
    }
}
