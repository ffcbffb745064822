package org.carepromise.messaging.thread;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Messages as they are stored. */
@ApplicationScoped
public class MessageStore {

    private static final String INSERT =
            """
            INSERT INTO message (id, thread_id, author, kind, person, body, shown, sent_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String LAST_OF_THREAD = "SELECT * FROM message WHERE thread_id = $1 ORDER BY id DESC LIMIT $2";

    private final Vault vault;

    MessageStore(Vault vault) {
        this.vault = vault;
    }

    public Uni<?> insert(Tx tx, Message message) {
        var id = message.id();
        return tx.run(
                INSERT,
                id,
                message.thread(),
                message.author().name(),
                message.kind().name(),
                message.person(),
                Buffer.buffer(vault.encrypt(message.body(), bodyPlace(id))),
                message.shown()
                        .map(text -> Buffer.buffer(vault.encrypt(text, shownPlace(id))))
                        .orElse(null),
                message.sentAt());
    }

    /** The last ones, oldest first. */
    public Uni<List<Message>> last(SqlClient client, UUID thread, int most) {
        return Sql.list(client, this::from, LAST_OF_THREAD, thread, most).map(newestFirst -> {
            var oldestFirst = new ArrayList<>(newestFirst);
            Collections.reverse(oldestFirst);
            return oldestFirst;
        });
    }

    private Message from(Row row) {
        var id = row.getUUID("id");
        return new Message(
                id,
                row.getUUID("thread_id"),
                Message.Author.valueOf(row.getString("author")),
                Message.Kind.valueOf(row.getString("kind")),
                row.getString("person"),
                vault.decrypt(row.getBuffer("body").getBytes(), bodyPlace(id)),
                Optional.ofNullable(row.getBuffer("shown"))
                        .map(cipher -> vault.decrypt(cipher.getBytes(), shownPlace(id))),
                Optional.ofNullable(Sql.instant(row, "opened_at")),
                Sql.instant(row, "sent_at"));
    }

    private static String bodyPlace(UUID id) {
        return "message.body:" + id;
    }

    private static String shownPlace(UUID id) {
        return "message.shown:" + id;
    }
}
