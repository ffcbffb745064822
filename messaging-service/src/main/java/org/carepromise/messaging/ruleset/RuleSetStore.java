package org.carepromise.messaging.ruleset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.messaging.MessagingProblem;

/** Rule sets as they are stored, and the messages that they are replayed on. */
@ApplicationScoped
class RuleSetStore {

    // Held to the end of the transaction: what is in force does not change while somebody decides on it.
    private static final String BECOME_WRITER = "SELECT pg_advisory_xact_lock(8027001)";

    private static final String INSERT =
            """
            INSERT INTO rule_set (id, rules_version, content, reason, state, drafted_by, drafted_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String UPDATE =
            """
            UPDATE rule_set SET state = $2, replay = $3, before_id = $4, activated_at = $5, activated_by = $6, version = $7
             WHERE id = $1
            """;

    private static final String UNSIGN = "DELETE FROM rule_set_signature WHERE rule_set_id = $1";

    private static final String SIGN =
            "INSERT INTO rule_set_signature (rule_set_id, person, signed_at) VALUES ($1, $2, $3)";

    private static final String SELECT =
            """
            SELECT rule_set.*,
                   ARRAY(SELECT person FROM rule_set_signature WHERE rule_set_id = rule_set.id ORDER BY signed_at, person)
                       AS signers
              FROM rule_set
            """;

    private static final String FIND = SELECT + " WHERE id = $1";

    private static final String ACTIVE = SELECT + " WHERE state = 'ACTIVE'";

    private static final String LIST = SELECT + " WHERE id < $1 ORDER BY id DESC LIMIT $2";

    private static final String PATIENTS_WORDS =
            """
            SELECT id, body FROM message WHERE author IN ('PATIENT', 'PROXY') AND id < $1 ORDER BY id DESC LIMIT $2
            """;

    private final Vault vault;
    private final ObjectMapper json;

    RuleSetStore(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /** What a patient wrote, still encrypted. */
    record Written(UUID id, byte[] cipher) {}

    /** Nobody else changes a rule set until the transaction ends. */
    Uni<?> lock(Tx tx) {
        return tx.run(BECOME_WRITER);
    }

    /** @return fails with {@code rule-set-version-taken} */
    Uni<?> insert(Tx tx, KeptRuleSet kept) {
        return tx.run(
                        INSERT,
                        kept.id(),
                        kept.rulesVersion(),
                        kept.content(),
                        kept.reason(),
                        kept.state().name(),
                        kept.draftedBy(),
                        kept.draftedAt(),
                        kept.version())
                .onFailure(Constraints.refusedBy("rule_set_version"))
                .transform(taken -> Problem.of(MessagingProblem.RULE_SET_VERSION_TAKEN));
    }

    Uni<?> update(Tx tx, KeptRuleSet kept) {
        return tx.run(
                UPDATE,
                kept.id(),
                kept.state().name(),
                kept.replay().map(this::written).orElse(null),
                kept.before().orElse(null),
                kept.activatedAt().orElse(null),
                kept.activatedBy().orElse(null),
                kept.version());
    }

    Uni<?> unsign(Tx tx, UUID id) {
        return tx.run(UNSIGN, id);
    }

    Uni<?> sign(Tx tx, UUID id, String person) {
        return tx.run(SIGN, id, person, tx.now());
    }

    /** @return null where there is none */
    Uni<KeptRuleSet> find(SqlClient client, UUID id) {
        return Sql.first(client, this::from, FIND, id);
    }

    /** @return null where the one decides that comes with the product */
    Uni<KeptRuleSet> active(SqlClient client) {
        return Sql.first(client, this::from, ACTIVE);
    }

    Uni<List<KeptRuleSet>> list(SqlClient client, UUID before, int most) {
        return Sql.list(client, this::from, LIST, before, most);
    }

    /** The newest first. */
    Uni<List<Written>> patientsWords(SqlClient client, UUID before, int most) {
        return Sql.list(
                client,
                row -> new Written(row.getUUID("id"), row.getBuffer("body").getBytes()),
                PATIENTS_WORDS,
                before,
                most);
    }

    String words(Written written) {
        return vault.decrypt(written.cipher(), "message.body:" + written.id());
    }

    private KeptRuleSet from(Row row) {
        return new KeptRuleSet(
                row.getUUID("id"),
                row.getString("rules_version"),
                row.getString("content"),
                row.getString("reason"),
                KeptRuleSet.State.valueOf(row.getString("state")),
                row.getString("drafted_by"),
                Sql.instant(row, "drafted_at"),
                Optional.ofNullable(row.getJsonObject("replay")).map(this::read),
                Optional.ofNullable(row.getUUID("before_id")),
                Optional.ofNullable(Sql.instant(row, "activated_at")),
                Optional.ofNullable(row.getString("activated_by")),
                Arrays.asList(row.getArrayOfStrings("signers")),
                row.getLong("version"));
    }

    private JsonObject written(Replay replay) {
        try {
            return new JsonObject(json.writeValueAsString(replay));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a replay cannot be written", impossible);
        }
    }

    private Replay read(JsonObject stored) {
        try {
            return json.readValue(stored.encode(), Replay.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored replay cannot be read", impossible);
        }
    }
}
