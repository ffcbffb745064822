package org.carepromise.callback.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.admission.Window;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.access.Scope;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientKeys;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Callbacks as they are stored. */
@ApplicationScoped
public class CallbackStore {

    private static final String ALONE =
            "SELECT pg_advisory_xact_lock(hashtextextended('callback-admission ' || $1, 0))";

    private static final String OPEN_ONE =
            """
            SELECT * FROM callback
             WHERE site_id = $1 AND contact_key = ANY ($2) AND patient_key = ANY ($3) AND asked_topic = $4
               AND ended_at IS NULL
            """;

    // In the order in which they were made: ids are by time.
    private static final String WAITING =
            """
            SELECT id, release_at, due_at, skill, language, 1 AS count
              FROM callback WHERE site_id = $1 AND state = 'QUEUED' ORDER BY id
            """;

    static final String WAITING_COUNTED =
            """
            SELECT skill, language, due_at, release_at, count(*)::int AS count
              FROM callback WHERE site_id = $1 AND state = 'QUEUED' GROUP BY skill, language, due_at, release_at
            """;

    private static final String WAITING_FIRST =
            """
            SELECT first.* FROM unnest($2::text[], $3::text[]) AS pool (skill, language) CROSS JOIN LATERAL (
                SELECT release_at, due_at, skill, language, 1 AS count
                  FROM callback
                 WHERE site_id = $1 AND state = 'QUEUED' AND skill = pool.skill AND language = pool.language
                 ORDER BY due_at LIMIT $4) AS first
            """;

    private static final String INSERT =
            """
            INSERT INTO callback (id, site_id, topic, skill, language, state, window_start_at, window_end_at, release_at,
                                  due_at, zone, attempts, lease_epoch, asked_topic, patient_key, patient_id, contact_key,
                                  patient, reason, version, created_at, ended_at, family_name_key)
            VALUES ($1, $2, $3, $4, $5, $20, $6, $7, $8, $9, $10, 0, 0, $11, $12, $13, $14, $15, $16, 1, $17, $18, $19)
            """;

    private static final String UPDATE =
            """
            UPDATE callback SET state = $2, attempts = $3, retry_at = $4, first_attempt_at = $5, lease_token = $6,
                                lease_agent = $7, lease_until = $8, claimed_at = $9, lease_epoch = $10, ended_at = $11,
                                version = $12, window_start_at = $13, window_end_at = $14, release_at = $15,
                                due_at = $16, sequence = $17, put_first_at = $18, assigned_to = $19, updated_at = $20
             WHERE id = $1
            """;

    private static final String FIND = "SELECT * FROM callback WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    // Who holds a timer waits for nobody: what somebody else changes at this moment is left for the next poll.
    private static final String LOCK_UNLESS_BUSY =
            "SELECT * FROM callback WHERE id = ANY ($1) ORDER BY id FOR UPDATE SKIP LOCKED";

    private static final String LOCK_WAITING_AT =
            """
            SELECT * FROM callback
             WHERE site_id = $1 AND contact_key = ANY ($2) AND created_at < $3 AND (ended_at IS NULL OR ended_at > $3)
             ORDER BY id FOR UPDATE
            """;

    private static final String WAITING_CONTACTS =
            """
            SELECT DISTINCT contact_key FROM callback
             WHERE site_id = ANY ($1) AND contact_key = ANY ($2) AND ended_at IS NULL
            """;

    private static final String LOCK_WAITING =
            "SELECT * FROM callback WHERE id = ANY ($1) AND state = 'QUEUED' ORDER BY id FOR UPDATE";

    private static final String ZONES = "SELECT id, zone FROM callback WHERE id = ANY ($1)";

    private static final String OF_PATIENT =
            "SELECT * FROM callback WHERE patient_key = $1 AND id > $2 ORDER BY id LIMIT $3";

    private static final String SEARCH =
            """
            SELECT * FROM callback
             WHERE %s = ANY ($1) AND ($2 OR site_id = ANY ($3)) AND ($4::text IS NULL OR site_id = $4)
               AND ($5::text IS NULL OR state = $5)
               AND ($6::timestamptz IS NULL OR coalesce(updated_at, created_at) >= $6) AND id < $7
             ORDER BY id DESC LIMIT $8
            """;

    private static final String REFUSED_ONE =
            """
            SELECT * FROM callback
             WHERE patient_key = ANY ($1) AND site_id = $2 AND state = 'REFUSED' AND created_at > $3
             ORDER BY id DESC LIMIT 1
            """;

    /**
     * Where to look for callbacks.
     *
     * @param column an indexed one
     */
    record Place(String column, List<String> values) {

        static Place patients(List<String> keys) {
            return new Place("patient_key", keys);
        }

        static Place contacts(List<String> keys) {
            return new Place("contact_key", keys);
        }

        static Place families(List<String> keys) {
            return new Place("family_name_key", keys);
        }

        static Place site(String site) {
            return new Place("site_id", List.of(site));
        }
    }

    /** What else must hold; null for anything. */
    record Filters(Scope sites, String site, CallbackState state, Instant updatedSince) {}

    private final Patients patients;
    private final PatientKeys keys;
    private final Vault vault;

    CallbackStore(Patients patients, PatientKeys keys, Vault vault) {
        this.patients = patients;
        this.keys = keys;
        this.vault = vault;
    }

    /** Until the commit nobody else promises anything for the site: two must not decide from the same facts. */
    public Uni<?> takeTurn(Tx tx, String site) {
        return tx.run(ALONE, site);
    }

    /** @return the patient's open one, or null */
    Uni<Callback> openOne(SqlClient client, Patient patient, String site, String topic) {
        return Sql.first(
                client,
                this::from,
                OPEN_ONE,
                site,
                patient.contactKeys().toArray(String[]::new),
                patient.keys().toArray(String[]::new),
                askedTopic(patient, topic));
    }

    /** Those of a site that are to be begun, in the order in which they were promised. */
    Uni<List<Waiting>> waiting(SqlClient client, String site) {
        return Sql.list(client, row -> waiting(row, Optional.of(row.getUUID("id"))), WAITING, site);
    }

    /** The same, counted by release, due time, skill and language. */
    Uni<List<Waiting>> waitingCounted(SqlClient client, String site) {
        return Sql.list(client, row -> waiting(row, Optional.empty()), WAITING_COUNTED, site);
    }

    /** Of each of some pools those that are due first. */
    public Uni<List<Waiting>> waitingFirst(SqlClient client, String site, Collection<Served> pools, int most) {
        return Sql.list(
                client,
                row -> waiting(row, Optional.empty()),
                WAITING_FIRST,
                site,
                pools.stream().map(Served::skill).toArray(String[]::new),
                pools.stream().map(Served::language).toArray(String[]::new),
                most);
    }

    private static Waiting waiting(Row row, Optional<UUID> callback) {
        return new Waiting(
                callback,
                Sql.instant(row, "release_at"),
                Sql.instant(row, "due_at"),
                row.getString("skill"),
                row.getString("language"),
                row.getInteger("count"));
    }

    Uni<?> insert(Tx tx, Callback callback) {
        var patient = callback.patient();
        return tx.run(
                INSERT,
                callback.id(),
                callback.site(),
                callback.topic(),
                callback.skill(),
                callback.language(),
                callback.window().map(Window::startsAt).orElse(null),
                callback.window().map(Window::endsAt).orElse(null),
                callback.releaseAt(),
                callback.dueAt(),
                callback.zone().getId(),
                askedTopic(patient, callback.topic()),
                patient.key(),
                patient.id().orElse(null),
                patient.contactKey(),
                Buffer.buffer(patients.sealed(patient, patientPlace(callback.id()))),
                callback.reason()
                        .map(text -> Buffer.buffer(vault.encrypt(text, reasonPlace(callback.id()))))
                        .orElse(null),
                callback.createdAt(),
                callback.endedAt().orElse(null),
                keys.familyName(patient.block()).stream().findFirst().orElse(null),
                callback.state().name());
    }

    /** What changes; who asked, where and about what stays. The row is locked. */
    public Uni<?> save(Tx tx, Callback callback) {
        var lease = callback.lease();
        return tx.run(
                UPDATE,
                callback.id(),
                callback.state().name(),
                callback.attempts(),
                callback.retryAt().orElse(null),
                callback.firstAttemptAt().orElse(null),
                lease.map(Lease::token).orElse(null),
                lease.map(Lease::agent).orElse(null),
                lease.map(Lease::until).orElse(null),
                lease.map(Lease::claimedAt).orElse(null),
                callback.leaseEpoch(),
                callback.endedAt().orElse(null),
                callback.version(),
                callback.window().map(Window::startsAt).orElse(null),
                callback.window().map(Window::endsAt).orElse(null),
                callback.releaseAt(),
                callback.dueAt(),
                callback.sequence(),
                callback.putFirstAt().orElse(null),
                callback.assignedTo().orElse(null),
                tx.now());
    }

    /** @return the callback, or null */
    public Uni<Callback> find(SqlClient client, UUID id) {
        return Sql.first(client, this::from, FIND, id);
    }

    /** @return the callback, locked, or null */
    public Uni<Callback> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::from, LOCK, id);
    }

    /**
     * The callback of a site of the caller's, locked.
     *
     * @throws Problem {@code not-found}
     */
    public Uni<Callback> lockFor(Tx tx, Caller caller, UUID id) {
        return lock(tx, id).invoke(found -> checkReached(caller, found));
    }

    /**
     * The same for a look.
     *
     * @throws Problem {@code not-found}
     */
    public Uni<Callback> findFor(SqlClient client, Caller caller, UUID id) {
        return find(client, id).invoke(found -> checkReached(caller, found));
    }

    private static void checkReached(Caller caller, Callback found) {
        if (found == null || !caller.sites().covers(found.site())) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }

    /** Those of some callbacks that nobody else holds, locked. */
    public Uni<List<Callback>> lockUnlessBusy(Tx tx, List<UUID> ids) {
        return Sql.list(tx.reads(), this::from, LOCK_UNLESS_BUSY, (Object) ids.toArray(UUID[]::new));
    }

    /** Those of a contact that were asked for before an instant and had not ended then, locked. */
    public Uni<List<Callback>> lockWaitingAt(Tx tx, String site, List<String> contactKeys, Instant at) {
        return Sql.list(tx.reads(), this::from, LOCK_WAITING_AT, site, contactKeys.toArray(String[]::new), at);
    }

    /** Which of some contacts have an open callback at one of some sites. */
    public Uni<Set<String>> waitingContacts(
            SqlClient client, Collection<String> sites, Collection<String> contactKeys) {
        return Sql.list(
                        client,
                        row -> row.getString("contact_key"),
                        WAITING_CONTACTS,
                        sites.toArray(String[]::new),
                        contactKeys.toArray(String[]::new))
                .map(Set::copyOf);
    }

    /** Those of some callbacks that still wait for their first attempt, locked. */
    public Uni<List<Callback>> lockWaiting(Tx tx, Collection<UUID> ids) {
        return Sql.list(tx.reads(), this::from, LOCK_WAITING, (Object) ids.toArray(UUID[]::new));
    }

    /** Where the patients of some callbacks are. */
    public Uni<Map<UUID, ZoneId>> zones(SqlClient client, Collection<UUID> ids) {
        return Sql.run(client, ZONES, (Object) ids.toArray(UUID[]::new)).map(rows -> {
            var zones = new HashMap<UUID, ZoneId>();
            rows.forEach(row -> zones.put(row.getUUID("id"), ZoneId.of(row.getString("zone"))));
            return zones;
        });
    }

    Uni<List<Callback>> ofPatient(SqlClient client, String patientKey, UUID after, int most) {
        return Sql.list(client, this::from, OF_PATIENT, patientKey, after, most);
    }

    /** The newest first. */
    Uni<List<Callback>> search(SqlClient client, Place place, Filters filters, UUID before, int most) {
        return Sql.list(
                client,
                this::from,
                SEARCH.formatted(place.column()),
                place.values().toArray(String[]::new),
                filters.sites().all(),
                filters.sites().names().toArray(String[]::new),
                filters.site(),
                filters.state() == null ? null : filters.state().name(),
                filters.updatedSince(),
                before,
                most);
    }

    /** @return what the patient was refused at the site since, or null */
    Uni<Callback> refusedOne(SqlClient client, Patient patient, String site, Instant since) {
        return Sql.first(client, this::from, REFUSED_ONE, patient.keys().toArray(String[]::new), site, since);
    }

    /** Who has an id has one open callback; who has none may be somebody else of that name, so the topic counts. */
    private static String askedTopic(Patient patient, String topic) {
        return patient.id().isPresent() ? "" : topic;
    }

    private static String patientPlace(UUID id) {
        return "callback.patient:" + id;
    }

    private static String reasonPlace(UUID id) {
        return "callback.reason:" + id;
    }

    /** A whole row. */
    public Callback from(Row row) {
        var id = row.getUUID("id");
        var reason = row.getBuffer("reason");
        var windowStart = Sql.instant(row, "window_start_at");
        return new Callback(
                id,
                row.getString("site_id"),
                row.getString("topic"),
                row.getString("skill"),
                row.getString("language"),
                CallbackState.valueOf(row.getString("state")),
                Optional.ofNullable(windowStart).map(start -> new Window(start, Sql.instant(row, "window_end_at"))),
                Sql.instant(row, "release_at"),
                Sql.instant(row, "due_at"),
                ZoneId.of(row.getString("zone")),
                row.getInteger("attempts"),
                Optional.ofNullable(Sql.instant(row, "retry_at")),
                Optional.ofNullable(Sql.instant(row, "first_attempt_at")),
                Optional.ofNullable(row.getUUID("lease_token"))
                        .map(token -> new Lease(
                                token,
                                row.getString("lease_agent"),
                                Sql.instant(row, "claimed_at"),
                                Sql.instant(row, "lease_until"))),
                row.getLong("lease_epoch"),
                row.getInteger("sequence"),
                Optional.ofNullable(Sql.instant(row, "put_first_at")),
                Optional.ofNullable(row.getString("assigned_to")),
                patients.stored(
                        Optional.ofNullable(row.getString("patient_id")),
                        row.getString("contact_key"),
                        row.getString("patient_key"),
                        patients.opened(row.getBuffer("patient").getBytes(), patientPlace(id))),
                Optional.ofNullable(reason).map(cipher -> vault.decrypt(cipher.getBytes(), reasonPlace(id))),
                Optional.ofNullable(Sql.instant(row, "ended_at")),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }
}
