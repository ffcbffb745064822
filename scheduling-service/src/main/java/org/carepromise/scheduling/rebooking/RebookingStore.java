package org.carepromise.scheduling.rebooking;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.access.Scope;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.appointment.AppointmentState;

@ApplicationScoped
class RebookingStore {

    /** What is not moved by then is on the worklist too: something is wrong, and somebody has to look. */
    private static final Duration MOVED_WITHIN = Duration.ofMinutes(10);

    private static final String INSERT =
            """
            INSERT INTO rebooking (id, session_id, appointment_id, site_id, previous_provider_id, previous_starts_at, state,
                                   version, created_at)
            SELECT planned.id, $2, planned.appointment_id, $3, $4, planned.starts_at, 'PENDING', 1, $1
              FROM unnest($5::uuid[], $6::uuid[], $7::timestamptz[]) AS planned (id, appointment_id, starts_at)
            """;

    private static final String LOCK = "SELECT * FROM rebooking WHERE id = $1 FOR UPDATE";

    private static final String LOCK_WITH_VISITS =
            """
            SELECT rebooking.*, appointment.state AS visit_state, appointment.sequence AS visit_sequence,
                   appointment.starts_at, appointment.confirmed_at
              FROM rebooking JOIN appointment ON appointment.id = rebooking.appointment_id
             WHERE rebooking.id = ANY ($1)
             ORDER BY rebooking.id
               FOR UPDATE OF rebooking SKIP LOCKED
            """;

    private static final String SAVE =
            """
            UPDATE rebooking
               SET state = $2, reason = $3, outcome = $4, sequence = $5, confirm_until = $6, closed_at = $7, version = $8
             WHERE id = $1
            """;

    private static final String LISTED =
            """
            SELECT rebooking.*, appointment.reference, appointment.visit_type_id, appointment.state AS visit_state,
                   appointment.starts_at, appointment.provider_id, appointment.patient_id
              FROM rebooking JOIN appointment ON appointment.id = rebooking.appointment_id
            """;

    private static final String FIND = LISTED + " WHERE rebooking.id = $1";

    private static final String PAGE = LISTED
            + """
             WHERE rebooking.state = ANY ($1) AND (rebooking.state <> 'PENDING' OR rebooking.created_at <= $2)
               AND rebooking.id > $3 AND ($4 OR rebooking.site_id = ANY ($5))
               AND ($6::text IS NULL OR rebooking.site_id = $6) AND ($7::uuid IS NULL OR rebooking.session_id = $7)
             ORDER BY rebooking.id LIMIT $8
            """;

    /** One, with the visit as it is now. */
    record Watched(Rebooking rebooking, WatchPlan.Visit visit) {}

    /** One, with what staff need to know of the visit as it is now. */
    record Listed(
            Rebooking rebooking,
            String reference,
            String visitType,
            AppointmentState visitState,
            Instant startsAt,
            UUID provider,
            Optional<String> patient) {}

    Uni<?> insert(
            Tx tx, UUID session, String site, UUID provider, UUID[] ids, UUID[] appointments, Instant[] startsAt) {
        return tx.run(INSERT, tx.now(), session, site, provider, ids, appointments, startsAt);
    }

    /** @return it, locked, or null */
    Uni<Rebooking> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), RebookingStore::rebooking, LOCK, id);
    }

    /** Those of the ids that nobody changes at this moment, locked. */
    Uni<List<Watched>> lockUnlessBusy(Tx tx, Collection<UUID> ids) {
        return Sql.list(
                tx.reads(),
                row -> new Watched(
                        rebooking(row),
                        new WatchPlan.Visit(
                                AppointmentState.valueOf(row.getString("visit_state")),
                                row.getInteger("visit_sequence"),
                                Sql.instant(row, "starts_at"),
                                Optional.ofNullable(Sql.instant(row, "confirmed_at")))),
                LOCK_WITH_VISITS,
                (Object) ids.toArray(UUID[]::new));
    }

    Uni<?> save(Tx tx, Rebooking changed) {
        return tx.run(
                SAVE,
                changed.id(),
                changed.state().name(),
                changed.reason().map(Enum::name).orElse(null),
                changed.outcome().map(Enum::name).orElse(null),
                changed.sequence().isPresent() ? changed.sequence().getAsInt() : null,
                changed.confirmUntil().orElse(null),
                changed.closedAt().orElse(null),
                changed.version());
    }

    /** @return it, or null */
    Uni<Listed> find(SqlClient client, UUID id) {
        return Sql.first(client, RebookingStore::listed, FIND, id);
    }

    /**
     * By id. Those that ought to have been moved long ago are among the open ones.
     *
     * @param site one, or null
     * @param session one, or null
     */
    Uni<List<Listed>> page(
            SqlClient client,
            RebookingState state,
            Scope sites,
            String site,
            UUID session,
            UUID after,
            int limit,
            Instant now) {
        var states = state == RebookingState.OPEN
                ? new String[] {RebookingState.OPEN.name(), RebookingState.PENDING.name()}
                : new String[] {state.name()};
        return Sql.list(
                client,
                RebookingStore::listed,
                PAGE,
                states,
                state == RebookingState.PENDING ? now : now.minus(MOVED_WITHIN),
                after,
                sites.all(),
                sites.names().toArray(String[]::new),
                site,
                session,
                limit);
    }

    private static Listed listed(Row row) {
        return new Listed(
                rebooking(row),
                row.getString("reference"),
                row.getString("visit_type_id"),
                AppointmentState.valueOf(row.getString("visit_state")),
                Sql.instant(row, "starts_at"),
                row.getUUID("provider_id"),
                Optional.ofNullable(row.getString("patient_id")));
    }

    private static Rebooking rebooking(Row row) {
        var sequence = row.getInteger("sequence");
        return new Rebooking(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("appointment_id"),
                row.getString("site_id"),
                row.getUUID("previous_provider_id"),
                Sql.instant(row, "previous_starts_at"),
                RebookingState.valueOf(row.getString("state")),
                named(row.getString("reason"), OpenReason::valueOf),
                named(row.getString("outcome"), RebookingOutcome::valueOf),
                sequence == null ? OptionalInt.empty() : OptionalInt.of(sequence),
                Optional.ofNullable(Sql.instant(row, "confirm_until")),
                Optional.ofNullable(Sql.instant(row, "closed_at")),
                row.getLong("version"));
    }

    private static <T> Optional<T> named(String name, Function<String, T> value) {
        return Optional.ofNullable(name).map(value);
    }
}
