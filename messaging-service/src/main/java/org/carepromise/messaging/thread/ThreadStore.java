package org.carepromise.messaging.thread;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.triage.Lane;

/** Threads as they are stored. */
@ApplicationScoped
public class ThreadStore {

    private static final String INSERT =
            """
            INSERT INTO thread (id, site_id, topic, channel, language, patient_key, patient_id, contact_key,
                                family_name_key, patient, subject, confidential, predecessor_id, kept_refused, state, lane,
                                emergency, round, waiting_since, due_at, seen_at, alerts, raised_after_seconds, pool,
                                lease_epoch, last_message_at, version, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                    $23, $24, $25, $26, $27, $28, $29)
            """;

    private static final String UPDATE =
            """
            UPDATE thread SET confidential = $2, state = $3, lane = $4, emergency = $5, round = $6, waiting_since = $7,
                              due_at = $8, seen_at = $9, alerts = $10, raised_after_seconds = $11, pool = $12,
                              lease_token = $13, lease_agent = $14, claimed_at = $15, lease_until = $16,
                              lease_epoch = $17, snoozed_until = $18, handed_to = $19, handed_until = $20,
                              put_first_at = $21, last_message_at = $22, version = $23, updated_at = $24
             WHERE id = $1
            """;

    private static final String FIND = "SELECT * FROM thread WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    // Who holds a timer waits for nobody: what somebody else changes at this moment is left for the next poll.
    private static final String LOCK_UNLESS_BUSY =
            "SELECT * FROM thread WHERE id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED";

    // Locked with the one asked for, so that no two go on from the same.
    private static final String LOCK_NEWEST_AFTER =
            """
            WITH RECURSIVE later AS (
                SELECT id FROM thread WHERE predecessor_id = $1
                UNION ALL
                SELECT thread.id FROM thread JOIN later ON thread.predecessor_id = later.id)
            SELECT * FROM thread WHERE id = (SELECT max(id::text)::uuid FROM later) FOR UPDATE
            """;

    private static final String NEWEST_OF_PATIENT =
            "SELECT * FROM thread WHERE patient_key = ANY ($1) ORDER BY updated_at DESC, id DESC LIMIT 1";

    private static final String LOCK_UNSEEN_KEPT =
            """
            SELECT * FROM thread
             WHERE patient_key = ANY ($1) AND site_id = $2 AND kept_refused AND emergency AND state = 'WAITING'
               AND seen_at IS NULL
             ORDER BY id DESC LIMIT 1 FOR UPDATE
            """;

    private static final String SEARCH =
            """
            SELECT * FROM thread
             WHERE %s = ANY ($1) AND ($2 OR site_id = ANY ($3)) AND ($4 OR pool = ANY ($5))
               AND ($6::text IS NULL OR site_id = $6) AND ($7::text IS NULL OR state = $7)
               AND ($8::text IS NULL OR lane = $8) AND ($9::timestamptz IS NULL OR updated_at >= $9)
               AND NOT ($10 AND confidential) AND (updated_at, id) < ($11, $12)
             ORDER BY updated_at DESC, id DESC LIMIT $13
            """;

    // Read by the patient, who need not be called any more.
    private static final String OPEN =
            """
            WITH opened AS (
                UPDATE message SET opened_at = $2 WHERE thread_id = $1 AND author = 'STAFF' AND opened_at IS NULL)
            UPDATE thread SET call_due_at = NULL WHERE id = $1 AND call_due_at IS NOT NULL
            """;

    private final Patients patients;
    private final PatientKeys keys;
    private final Vault vault;

    ThreadStore(Patients patients, PatientKeys keys, Vault vault) {
        this.patients = patients;
        this.keys = keys;
        this.vault = vault;
    }

    public Uni<?> insert(Tx tx, MessageThread thread) {
        var patient = thread.patient();
        var course = thread.course();
        return tx.run(
                INSERT,
                thread.id(),
                thread.site(),
                thread.topic(),
                thread.channel().name(),
                thread.language(),
                patient.key(),
                patient.id().orElse(null),
                patient.contactKey(),
                keys.familyName(patient.block()).stream().findFirst().orElse(null),
                Buffer.buffer(patients.sealed(patient, patientPlace(thread.id()))),
                thread.subject()
                        .map(text -> Buffer.buffer(vault.encrypt(text, subjectPlace(thread.id()))))
                        .orElse(null),
                thread.confidential(),
                thread.predecessor().orElse(null),
                thread.keptRefused(),
                course.state().name(),
                course.lane().name(),
                course.emergency(),
                course.round(),
                course.waitingSince().orElse(null),
                course.dueAt().orElse(null),
                course.seenAt().orElse(null),
                course.alerts(),
                course.raisedAfter().map(Duration::toSeconds).orElse(null),
                thread.place().pool(),
                thread.place().leaseEpoch(),
                thread.lastMessageAt(),
                thread.version(),
                thread.createdAt(),
                thread.updatedAt());
    }

    /** What changes; who writes, where and about what stays. The row is locked. */
    public Uni<?> save(Tx tx, MessageThread thread) {
        var course = thread.course();
        var place = thread.place();
        return tx.run(
                UPDATE,
                thread.id(),
                thread.confidential(),
                course.state().name(),
                course.lane().name(),
                course.emergency(),
                course.round(),
                course.waitingSince().orElse(null),
                course.dueAt().orElse(null),
                course.seenAt().orElse(null),
                course.alerts(),
                course.raisedAfter().map(Duration::toSeconds).orElse(null),
                place.pool(),
                place.lease().map(Lease::token).orElse(null),
                place.lease().map(Lease::agent).orElse(null),
                place.lease().map(Lease::claimedAt).orElse(null),
                place.lease().map(Lease::until).orElse(null),
                place.leaseEpoch(),
                place.snoozedUntil().orElse(null),
                place.handedTo().orElse(null),
                place.handedUntil().orElse(null),
                place.putFirstAt().orElse(null),
                thread.lastMessageAt(),
                thread.version(),
                thread.updatedAt());
    }

    /** @return the thread, or null */
    public Uni<MessageThread> find(SqlClient client, UUID id) {
        return Sql.first(client, this::from, FIND, id);
    }

    /** @return the thread, locked, or null */
    public Uni<MessageThread> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::from, LOCK, id);
    }

    /** Those of some threads that nobody else holds, locked. */
    public Uni<List<MessageThread>> lockUnlessBusy(Tx tx, Collection<UUID> ids) {
        return Sql.list(tx.reads(), this::from, LOCK_UNLESS_BUSY, (Object) ids.toArray(UUID[]::new));
    }

    /** @return the newest that goes on from one, locked, or null */
    Uni<MessageThread> lockNewestAfter(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::from, LOCK_NEWEST_AFTER, id);
    }

    /** @return of a patient, or null */
    Uni<MessageThread> newestOf(SqlClient client, Collection<String> patientKeys) {
        return Sql.first(client, this::from, NEWEST_OF_PATIENT, (Object) patientKeys.toArray(String[]::new));
    }

    /** @return what was kept of a patient and nobody has seen, locked, or null */
    Uni<MessageThread> lockUnseenKept(Tx tx, Collection<String> patientKeys, String site) {
        return Sql.first(tx.reads(), this::from, LOCK_UNSEEN_KEPT, patientKeys.toArray(String[]::new), site);
    }

    /**
     * Where to look for threads.
     *
     * @param column an indexed one
     */
    record Where(String column, Collection<String> values) {}

    /** What else must hold; null for anything. */
    record Filters(
            Scope sites,
            Scope pools,
            String site,
            ThreadState state,
            Lane lane,
            Instant updatedSince,
            boolean hidesConfidential) {}

    /** A place in a list: the last changed first. */
    record After(Instant updatedAt, UUID id) {

        static final After NONE = new After(Instant.parse("2200-01-01T00:00:00Z"), new UUID(-1, -1));
    }

    Uni<List<MessageThread>> search(SqlClient client, Where where, Filters filters, After after, int most) {
        return Sql.list(
                client,
                this::from,
                SEARCH.formatted(where.column()),
                where.values().toArray(String[]::new),
                filters.sites().all(),
                filters.sites().names().toArray(String[]::new),
                filters.pools().all(),
                filters.pools().names().toArray(String[]::new),
                filters.site(),
                filters.state() == null ? null : filters.state().name(),
                filters.lane() == null ? null : filters.lane().name(),
                filters.updatedSince(),
                filters.hidesConfidential(),
                after.updatedAt(),
                after.id(),
                most);
    }

    /** The patient has read it. */
    Uni<?> open(Tx tx, UUID id) {
        return tx.run(OPEN, id, tx.now());
    }

    private static String patientPlace(UUID id) {
        return "thread.patient:" + id;
    }

    private static String subjectPlace(UUID id) {
        return "thread.subject:" + id;
    }

    /** A whole row. */
    public MessageThread from(Row row) {
        var id = row.getUUID("id");
        return new MessageThread(
                id,
                row.getString("site_id"),
                row.getString("topic"),
                Channel.valueOf(row.getString("channel")),
                row.getString("language"),
                patients.stored(
                        Optional.ofNullable(row.getString("patient_id")),
                        row.getString("contact_key"),
                        row.getString("patient_key"),
                        patients.opened(row.getBuffer("patient").getBytes(), patientPlace(id))),
                Optional.ofNullable(row.getBuffer("subject"))
                        .map(cipher -> vault.decrypt(cipher.getBytes(), subjectPlace(id))),
                row.getBoolean("confidential"),
                Optional.ofNullable(row.getUUID("predecessor_id")),
                row.getBoolean("kept_refused"),
                course(row),
                place(row),
                Sql.instant(row, "last_message_at"),
                row.getLong("version"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "updated_at"));
    }

    private static Course course(Row row) {
        return new Course(
                ThreadState.valueOf(row.getString("state")),
                Lane.valueOf(row.getString("lane")),
                row.getBoolean("emergency"),
                row.getInteger("round"),
                Optional.ofNullable(Sql.instant(row, "waiting_since")),
                Optional.ofNullable(Sql.instant(row, "due_at")),
                Optional.ofNullable(Sql.instant(row, "seen_at")),
                row.getInteger("alerts"),
                Optional.ofNullable(row.getLong("raised_after_seconds")).map(Duration::ofSeconds));
    }

    private static Place place(Row row) {
        return new Place(
                row.getString("pool"),
                Optional.ofNullable(row.getUUID("lease_token"))
                        .map(token -> new Lease(
                                token,
                                row.getString("lease_agent"),
                                Sql.instant(row, "claimed_at"),
                                Sql.instant(row, "lease_until"))),
                row.getLong("lease_epoch"),
                Optional.ofNullable(Sql.instant(row, "snoozed_until")),
                Optional.ofNullable(row.getString("handed_to")),
                Optional.ofNullable(Sql.instant(row, "handed_until")),
                Optional.ofNullable(Sql.instant(row, "put_first_at")));
    }
}
