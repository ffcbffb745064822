package org.carepromise.callback.call;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.DrawnTwice;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class CallStore {

    private static final String REPORTED_ONCE = "call_reported_once";

    private static final String LOCK =
            """
            SELECT call.* FROM call
              JOIN unnest($1::text[], $2::text[]) AS told (source, call_id)
                ON call.source = told.source AND call.source_call_id = told.call_id
             ORDER BY call.source, call.source_call_id FOR UPDATE OF call
            """;

    private static final String FIND = "SELECT * FROM call WHERE id = $1";

    private static final String INSERT =
            """
            INSERT INTO call (id, queue, topic, language, agent, outcome, offered_at, overflowed_at, answered_at,
                              abandoned_at, transferred_at, ended_at, wrapped_up_at, phone, contact_key, contact_told,
                              reported_at, version, source, source_call_id, site_id, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            """;

    private static final String UPDATE =
            """
            UPDATE call SET queue = $2, topic = $3, language = $4, agent = $5, outcome = $6, offered_at = $7,
                            overflowed_at = $8, answered_at = $9, abandoned_at = $10, transferred_at = $11,
                            ended_at = $12, wrapped_up_at = $13, phone = $14, contact_key = $15, contact_told = $16,
                            reported_at = $17, version = $18
             WHERE id = $1
            """;

    private final Vault vault;
    private final PatientKeys keys;

    CallStore(Vault vault, PatientKeys keys) {
        this.vault = vault;
        this.keys = keys;
    }

    /** Those of some calls that were reported before, locked. */
    Uni<List<Call>> lock(Tx tx, Collection<Call.Name> names) {
        return Sql.list(
                tx.reads(),
                this::from,
                LOCK,
                names.stream().map(Call.Name::source).toArray(String[]::new),
                names.stream().map(Call.Name::callId).toArray(String[]::new));
    }

    /** @return the call, or null */
    Uni<Call> find(SqlClient client, UUID id) {
        return Sql.first(client, this::from, FIND, id);
    }

    /** What another report has made of the same call in the meantime is looked up again. */
    Uni<?> insert(Tx tx, Call call) {
        var row = new Object[22];
        System.arraycopy(changing(call), 0, row, 0, 18);
        row[18] = call.name().source();
        row[19] = call.name().callId();
        row[20] = call.site();
        row[21] = call.createdAt();
        return tx.run(INSERT, row)
                .onFailure(Constraints.refusedBy(REPORTED_ONCE))
                .transform(DrawnTwice::new);
    }

    Uni<?> update(Tx tx, Call call) {
        return tx.run(UPDATE, changing(call));
    }

    private Object[] changing(Call call) {
        var facts = call.facts();
        return new Object[] {
            call.id(),
            facts.queue().orElse(null),
            facts.topic().orElse(null),
            facts.language().orElse(null),
            facts.agent().orElse(null),
            facts.outcome().orElse(null),
            facts.offeredAt().orElse(null),
            facts.overflowedAt().orElse(null),
            facts.answeredAt().orElse(null),
            facts.abandonedAt().orElse(null),
            facts.transferredAt().toArray(Instant[]::new),
            facts.endedAt().orElse(null),
            facts.wrappedUpAt().orElse(null),
            facts.phone()
                    .map(number -> Buffer.buffer(vault.encrypt(number, phonePlace(call.id()))))
                    .orElse(null),
            facts.phone().map(number -> keys(number).get(0)).orElse(null),
            call.contactTold(),
            call.reportedAt(),
            call.version()
        };
    }

    /** The keys of a caller's number, the current one first. */
    List<String> keys(String phone) {
        return keys.contact(Optional.of(phone), Optional.empty(), Optional.empty());
    }

    private static String phonePlace(UUID id) {
        return "call.phone:" + id;
    }

    private Call from(Row row) {
        var id = row.getUUID("id");
        return new Call(
                id,
                new Call.Name(row.getString("source"), row.getString("source_call_id")),
                row.getString("site_id"),
                new CallFacts(
                        Optional.ofNullable(row.getString("queue")),
                        Optional.ofNullable(row.getString("topic")),
                        Optional.ofNullable(row.getString("language")),
                        Optional.ofNullable(row.getString("agent")),
                        Optional.ofNullable(row.getString("outcome")),
                        Optional.ofNullable(row.getBuffer("phone"))
                                .map(cipher -> vault.decrypt(cipher.getBytes(), phonePlace(id))),
                        Optional.ofNullable(Sql.instant(row, "offered_at")),
                        Optional.ofNullable(Sql.instant(row, "overflowed_at")),
                        Optional.ofNullable(Sql.instant(row, "answered_at")),
                        Optional.ofNullable(Sql.instant(row, "abandoned_at")),
                        new TreeSet<>(Arrays.stream(row.getArrayOfOffsetDateTimes("transferred_at"))
                                .map(OffsetDateTime::toInstant)
                                .toList()),
                        Optional.ofNullable(Sql.instant(row, "ended_at")),
                        Optional.ofNullable(Sql.instant(row, "wrapped_up_at"))),
                row.getBoolean("contact_told"),
                Sql.instant(row, "reported_at"),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }
}
