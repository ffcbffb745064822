package org.carepromise.messaging.thread;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
public class NoteStore {

    private static final String INSERT =
            "INSERT INTO thread_note (id, thread_id, kind, words, person, noted_at) VALUES ($1, $2, $3, $4, $5, $6)";

    private static final String OF_THREAD = "SELECT * FROM thread_note WHERE thread_id = $1 ORDER BY id DESC LIMIT $2";

    private final Vault vault;

    NoteStore(Vault vault) {
        this.vault = vault;
    }

    public Uni<?> insert(Tx tx, Note note) {
        return tx.run(
                INSERT,
                note.id(),
                note.thread(),
                note.kind().name(),
                Buffer.buffer(vault.encrypt(note.text(), place(note.id()))),
                note.person(),
                note.at());
    }

    /** The newest first. */
    public Uni<List<Note>> of(SqlClient client, UUID thread, int most) {
        return Sql.list(client, this::from, OF_THREAD, thread, most);
    }

    private Note from(Row row) {
        var id = row.getUUID("id");
        return new Note(
                id,
                row.getUUID("thread_id"),
                Note.Kind.valueOf(row.getString("kind")),
                vault.decrypt(row.getBuffer("words").getBytes(), place(id)),
                row.getString("person"),
                Sql.instant(row, "noted_at"));
    }

    private static String place(UUID id) {
        return "thread_note.words:" + id;
    }
}
