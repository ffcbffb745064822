package org.carepromise.kit.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.channel.SandboxInbox.InboxMessage;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class SandboxInboxStore {

    private static final String KEEP =
            """
            INSERT INTO sandbox_inbox (id, key, at, channel, purpose, message) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (key) DO UPDATE SET times = sandbox_inbox.times + 1
            """;

    private static final String NEWEST =
            """
            SELECT key, at, channel, purpose, message, times FROM sandbox_inbox ORDER BY at DESC, id DESC LIMIT $1
            """;

    private final Vault vault;

    SandboxInboxStore(Vault vault) {
        this.vault = vault;
    }

    Uni<Void> keep(Tx tx, Outgoing message, Instant at) {
        var words = new JsonObject()
                .put("to", message.to())
                .put("subject", message.subject())
                .put("text", message.text())
                .put(
                        "attachments",
                        new JsonArray(message.attachments().stream()
                                .map(Attachment::json)
                                .toList()));
        return tx.run(
                        KEEP,
                        IdType.next(at),
                        message.key(),
                        at,
                        message.channel().name(),
                        message.purpose(),
                        Buffer.buffer(vault.encrypt(words.encode(), place(message.key()))))
                .replaceWithVoid();
    }

    Uni<List<InboxMessage>> newest(SqlClient client, int most) {
        return Sql.list(client, this::from, NEWEST, most);
    }

    private InboxMessage from(Row row) {
        var key = row.getString("key");
        var words = new JsonObject(vault.decrypt(row.getBuffer("message").getBytes(), place(key)));
        return new InboxMessage(
                Sql.instant(row, "at"),
                row.getInteger("times"),
                new Outgoing(
                        key,
                        row.getString("purpose"),
                        Channel.valueOf(row.getString("channel")),
                        words.getString("to"),
                        words.getString("subject"),
                        words.getString("text"),
                        attachments(words)));
    }

    /** What was kept before there were any has none. */
    private static List<Attachment> attachments(JsonObject words) {
        return Optional.ofNullable(words.getJsonArray("attachments")).stream()
                .flatMap(JsonArray::stream)
                .map(each -> Attachment.from((JsonObject) each))
                .toList();
    }

    private static String place(String key) {
        return "sandbox_inbox.message:" + key;
    }
}
