package org.carepromise.messaging.thread;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Triage decisions as they are stored. */
@ApplicationScoped
public class DecisionStore {

    private static final String INSERT =
            """
            INSERT INTO triage_decision (id, thread_id, message_id, lane, emergency, rule_set, decided_by, findings,
                                         decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private static final String NEWEST =
            """
            SELECT newest.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
                SELECT * FROM triage_decision WHERE thread_id = asked.id ORDER BY id DESC LIMIT 1) AS newest
            """;

    private final Vault vault;
    private final ObjectMapper json;

    DecisionStore(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    public Uni<?> insert(Tx tx, Decision decision) {
        var triage = decision.triage();
        return tx.run(
                INSERT,
                decision.id(),
                decision.thread(),
                decision.message().orElse(null),
                triage.lane().name(),
                triage.emergencySign(),
                triage.ruleSetVersion(),
                triage.decidedBy(),
                Buffer.buffer(vault.encrypt(write(triage), place(decision.id()))),
                decision.decidedAt());
    }

    /** The one that decides, of each thread. */
    public Uni<List<Decision>> newest(SqlClient client, List<UUID> threads) {
        return Sql.list(client, this::from, NEWEST, (Object) threads.toArray(UUID[]::new));
    }

    private Decision from(Row row) {
        var id = row.getUUID("id");
        return new Decision(
                id,
                row.getUUID("thread_id"),
                Optional.ofNullable(row.getUUID("message_id")),
                read(vault.decrypt(row.getBuffer("findings").getBytes(), place(id))),
                Sql.instant(row, "decided_at"));
    }

    private static String place(UUID id) {
        return "triage_decision.findings:" + id;
    }

    private String write(TriageJson triage) {
        try {
            return json.writeValueAsString(triage);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("findings cannot be written", impossible);
        }
    }

    private TriageJson read(String stored) {
        try {
            return json.readValue(stored, TriageJson.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored findings cannot be read", impossible);
        }
    }
}
