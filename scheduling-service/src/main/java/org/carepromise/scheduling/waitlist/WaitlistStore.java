package org.carepromise.scheduling.waitlist;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.patient.Patients;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Who waits. */
@ApplicationScoped
class WaitlistStore {

    private static final String KNOWN =
            """
            SELECT EXISTS (SELECT FROM visit_type WHERE id = $1) AS visit_type,
                   (SELECT count(*) FROM provider WHERE id = ANY ($2)) = cardinality($2) AS providers,
                   (SELECT starts_at FROM appointment
                     WHERE id = $3 AND patient_key = ANY ($4) AND visit_type_id = $1 AND state = 'BOOKED' AND starts_at > $5)
                     AS replaced_at
            """;

    private static final String INSERT =
            """
            INSERT INTO waitlist_entry (id, visit_type_id, site_ids, provider_ids, weekdays, earliest, latest, from_on, until_on,
                                        appointment_id, priority, state, patient_key, patient_id, contact_key, patient, version,
                                        created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'OPEN', $12, $13, $14, $15, 1, $16)
            ON CONFLICT (patient_key, visit_type_id) WHERE state = 'OPEN' DO NOTHING
            """;

    private static final String OPEN_ONE =
            "SELECT id FROM waitlist_entry WHERE patient_key = ANY ($1) AND visit_type_id = $2 AND state = 'OPEN'";

    private static final String FIND = "SELECT * FROM waitlist_entry WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String LOCK_OF_OFFER =
            "SELECT * FROM waitlist_entry WHERE id = (SELECT entry_id FROM waitlist_offer WHERE id = $1) FOR UPDATE";

    // Who holds a timer waits for nobody: what somebody else changes at this moment is left for the next poll.
    private static final String TRY_LOCK = FIND + " FOR UPDATE SKIP LOCKED";

    private static final String END = "UPDATE waitlist_entry SET state = $2, ended_at = $3, version = $4 WHERE id = $1";

    private static final String OF_PATIENT =
            "SELECT * FROM waitlist_entry WHERE patient_key = $1 AND id > $2 ORDER BY id LIMIT $3";

    private static final String OPEN =
            "SELECT * FROM waitlist_entry WHERE state = 'OPEN' AND id > $1 %s ORDER BY id LIMIT $2";

    private static final String OPEN_EVERYWHERE = OPEN.formatted("");
    private static final String OPEN_AT_SITES = OPEN.formatted("AND site_ids && $3");

    private static final String REPLACING_NOTHING =
            """
            SELECT waitlist_entry.* FROM waitlist_entry
              JOIN appointment ON appointment.id = waitlist_entry.appointment_id
             WHERE waitlist_entry.appointment_id = ANY ($1) AND waitlist_entry.state = 'OPEN'
               AND appointment.state <> 'BOOKED'
               FOR UPDATE OF waitlist_entry SKIP LOCKED
            """;

    private static final String REPLACED_AT =
            "SELECT starts_at AS replaced_at FROM appointment WHERE id = $1 AND state = 'BOOKED'";

    private final Patients patients;

    WaitlistStore(Patients patients) {
        this.patients = patients;
    }

    /**
     * Which of the things that a new entry names are there.
     *
     * @param replacedAt when the appointment begins that it names, if it is the patient's
     */
    record Known(boolean visitType, boolean providers, Optional<Instant> replacedAt) {}

    Uni<Known> known(SqlClient client, WaitlistEntry entry, Instant now) {
        return Sql.first(
                client,
                row -> new Known(
                        row.getBoolean("visit_type"),
                        row.getBoolean("providers"),
                        Optional.ofNullable(Sql.instant(row, "replaced_at"))),
                KNOWN,
                entry.visitType(),
                entry.wishes().providers().orElse(Set.of()).toArray(UUID[]::new),
                entry.appointment().orElse(null),
                entry.patient().keys().toArray(String[]::new),
                now);
    }

    /** @return whether the patient had no open one of this visit type */
    Uni<Boolean> insert(Tx tx, WaitlistEntry entry) {
        var wishes = entry.wishes();
        return tx.run(
                        INSERT,
                        entry.id(),
                        entry.visitType(),
                        wishes.sites().toArray(String[]::new),
                        wishes.providers()
                                .map(some -> some.toArray(UUID[]::new))
                                .orElse(null),
                        wishes.weekdays()
                                .map(some -> some.stream().map(DayOfWeek::name).toArray(String[]::new))
                                .orElse(null),
                        wishes.earliest().orElse(null),
                        wishes.latest().orElse(null),
                        wishes.fromOn().orElse(null),
                        wishes.untilOn().orElse(null),
                        entry.appointment().orElse(null),
                        entry.priority(),
                        entry.patient().key(),
                        entry.patient().id().orElse(null),
                        entry.patient().contactKey(),
                        Buffer.buffer(patients.sealed(entry.patient(), WaitlistEntry.placeOfPatient(entry.id()))),
                        entry.createdAt())
                .map(rows -> rows.rowCount() == 1);
    }

    /** @return the patient's open entry of a visit type, or null */
    Uni<UUID> openOne(SqlClient client, List<String> patientKeys, String visitType) {
        return Sql.first(client, row -> row.getUUID("id"), OPEN_ONE, patientKeys.toArray(String[]::new), visitType);
    }

    /** @return the entry, or null */
    Uni<WaitlistEntry> find(SqlClient client, UUID id) {
        return Sql.first(client, this::from, FIND, id);
    }

    /** @return the entry, locked, or null */
    Uni<WaitlistEntry> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::from, LOCK, id);
    }

    /** @return the entry that an offer is made to, locked, or null where there is no such offer */
    Uni<WaitlistEntry> lockOfOffer(Tx tx, UUID offer) {
        return Sql.first(tx.reads(), this::from, LOCK_OF_OFFER, offer);
    }

    /** @return the entry, locked, or null where somebody else has it */
    Uni<WaitlistEntry> tryLock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::from, TRY_LOCK, id);
    }

    Uni<?> end(Tx tx, WaitlistEntry ended) {
        return tx.run(END, ended.id(), ended.state().name(), ended.endedAt().orElseThrow(), ended.version());
    }

    Uni<List<WaitlistEntry>> ofPatient(SqlClient client, String patientKey, UUID after, int limit) {
        return Sql.list(client, this::from, OF_PATIENT, patientKey, after, limit);
    }

    Uni<List<WaitlistEntry>> open(SqlClient client, Scope sites, UUID after, int limit) {
        return sites.all()
                ? Sql.list(client, this::from, OPEN_EVERYWHERE, after, limit)
                : Sql.list(
                        client,
                        this::from,
                        OPEN_AT_SITES,
                        after,
                        limit,
                        sites.names().toArray(String[]::new));
    }

    /** Open entries, locked, that were to replace one of these appointments, which is no more. */
    Uni<List<WaitlistEntry>> replacingNothing(Tx tx, Collection<UUID> appointments) {
        return Sql.list(tx.reads(), this::from, REPLACING_NOTHING, (Object) appointments.toArray(UUID[]::new));
    }

    /** @return when the appointment begins that an entry would replace, or null where it is not booked any more */
    Uni<Instant> replacedAt(SqlClient client, UUID appointment) {
        return Sql.first(client, row -> Sql.instant(row, "replaced_at"), REPLACED_AT, appointment);
    }

    WaitlistEntry from(Row row) {
        var id = row.getUUID("id");
        return new WaitlistEntry(
                id,
                row.getString("visit_type_id"),
                new Wishes(
                        Set.of(row.getArrayOfStrings("site_ids")),
                        some(row.getArrayOfUUIDs("provider_ids"), Function.identity()),
                        some(row.getArrayOfStrings("weekdays"), DayOfWeek::valueOf),
                        Optional.ofNullable(row.getLocalTime("earliest")),
                        Optional.ofNullable(row.getLocalTime("latest")),
                        Optional.ofNullable(row.getLocalDate("from_on")),
                        Optional.ofNullable(row.getLocalDate("until_on"))),
                Optional.ofNullable(row.getUUID("appointment_id")),
                row.getInteger("priority"),
                WaitlistEntryState.valueOf(row.getString("state")),
                patients.stored(
                        Optional.ofNullable(row.getString("patient_id")),
                        row.getString("contact_key"),
                        row.getString("patient_key"),
                        patients.opened(row.getBuffer("patient").getBytes(), WaitlistEntry.placeOfPatient(id))),
                Optional.ofNullable(Sql.instant(row, "ended_at")),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }

    private static <T, R> Optional<Set<R>> some(T[] values, Function<T, R> as) {
        return Optional.ofNullable(values)
                .map(all -> Arrays.stream(all).map(as).collect(java.util.stream.Collectors.toUnmodifiableSet()));
    }
}
