package org.carepromise.messaging.thread;

import java.util.Base64;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.Ids;
import org.carepromise.messaging.MessagingProblem;

/** Files as they are stored. */
@ApplicationScoped
public class AttachmentStore {

    private static final String INSERT =
            """
            INSERT INTO attachment (id, patient_key, name, content_type, size, data, unbound_since, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
            """;

    private static final String BIND =
            """
            UPDATE attachment SET thread_id = $1, message_id = $2, unbound_since = NULL
             WHERE id = ANY ($3) AND patient_key = ANY ($4) AND thread_id IS NULL
            """;

    private static final String OF_THREAD =
            "SELECT id, message_id, name, content_type, size FROM attachment WHERE thread_id = $1 ORDER BY id";

    private static final String CONTENT =
            "SELECT id, thread_id, message_id, name, content_type, size, data FROM attachment WHERE id = $1";

    private final Vault vault;

    AttachmentStore(Vault vault) {
        this.vault = vault;
    }

    /** A file with its bytes. */
    public record Content(Attached file, UUID thread, byte[] bytes) {}

    /** The bytes as they are stored; it takes a while. */
    public byte[] sealed(UUID id, byte[] bytes) {
        return vault.encrypt(Base64.getEncoder().encodeToString(bytes), "attachment.data:" + id);
    }

    /** The reverse. */
    public byte[] opened(UUID id, byte[] sealed) {
        return Base64.getDecoder().decode(vault.decrypt(sealed, "attachment.data:" + id));
    }

    public Uni<?> insert(Tx tx, Attached file, Patient patient, byte[] sealed) {
        return tx.run(
                INSERT,
                file.id(),
                patient.key(),
                Buffer.buffer(vault.encrypt(file.name(), namePlace(file.id()))),
                file.contentType(),
                file.size(),
                Buffer.buffer(sealed),
                tx.now());
    }

    /** @throws Problem {@code attachment-unknown} where one is not this patient's, or a message has it */
    Uni<Void> bind(Tx tx, MessageThread thread, Message message, List<String> files) {
        if (files.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = files.stream()
                .map(file -> Ids.ATTACHMENT.parse(file).orElseThrow(AttachmentStore::unknown))
                .distinct()
                .toArray(UUID[]::new);
        return tx.run(
                        BIND,
                        thread.id(),
                        message.id(),
                        ids,
                        thread.patient().keys().toArray(String[]::new))
                .invoke(bound -> {
                    if (bound.rowCount() != ids.length) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    private static Problem unknown() {
        return Problem.of(MessagingProblem.ATTACHMENT_UNKNOWN).at("#/attachments", "files of this patient, each once");
    }

    Uni<List<Attached>> ofThread(SqlClient client, UUID thread) {
        return Sql.list(client, this::from, OF_THREAD, thread);
    }

    /** @return with its bytes still sealed, or null */
    public Uni<Content> content(SqlClient client, UUID id) {
        return Sql.first(
                client,
                row -> new Content(
                        from(row),
                        row.getUUID("thread_id"),
                        row.getBuffer("data").getBytes()),
                CONTENT,
                id);
    }

    private Attached from(Row row) {
        var id = row.getUUID("id");
        return new Attached(
                id,
                row.getUUID("message_id"),
                vault.decrypt(row.getBuffer("name").getBytes(), namePlace(id)),
                row.getString("content_type"),
                row.getLong("size"));
    }

    private static String namePlace(UUID id) {
        return "attachment.name:" + id;
    }
}
