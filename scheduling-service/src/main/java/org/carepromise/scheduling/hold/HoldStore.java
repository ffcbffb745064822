package org.carepromise.scheduling.hold;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.capacity.Seats;

@ApplicationScoped
class HoldStore {

    private static final String INSERT =
            """
            INSERT INTO hold (id, purpose, holder, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id,
                              starts_at, ends_at, resource_id, state, expires_at, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'HELD', $13, 1, $14)
            """;

    private static final String FIND = "SELECT * FROM hold WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String END = "UPDATE hold SET state = $2, version = version + 1 WHERE id = $1";

    private static final String LOCK_HOLDER = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String COUNT =
            "SELECT count(*)::int AS holds FROM hold WHERE holder = $1 AND state = 'HELD' AND expires_at > $2";

    Uni<?> insert(Tx tx, Hold hold) {
        var seats = hold.seats();
        return tx.run(
                INSERT,
                hold.id(),
                hold.purpose().name(),
                hold.holder(),
                seats.site(),
                seats.provider(),
                seats.visitType(),
                seats.session(),
                seats.slots().toArray(UUID[]::new),
                seats.firstSlot(),
                seats.startsAt(),
                seats.endsAt(),
                seats.resource().orElse(null),
                hold.expiresAt(),
                hold.createdAt());
    }

    /** @return the hold, or null */
    Uni<Hold> find(SqlClient client, UUID id) {
        return Sql.first(client, HoldStore::from, FIND, id);
    }

    /** @return the hold, locked, or null */
    Uni<Hold> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), HoldStore::from, LOCK, id);
    }

    Uni<?> end(Tx tx, UUID id, HoldState state) {
        return tx.run(END, id, state.name());
    }

    /** How many a holder has whose time is not up; nobody else adds one for the same holder until the commit. */
    Uni<Integer> countLocked(Tx tx, String holder) {
        return tx.run(LOCK_HOLDER, "holds:" + holder)
                .flatMap(locked -> Sql.first(tx.reads(), row -> row.getInteger("holds"), COUNT, holder, tx.now()));
    }

    private static Hold from(Row row) {
        return new Hold(
                row.getUUID("id"),
                HoldPurpose.valueOf(row.getString("purpose")),
                row.getString("holder"),
                new Seats(
                        row.getUUID("session_id"),
                        row.getString("site_id"),
                        row.getUUID("provider_id"),
                        row.getString("visit_type_id"),
                        List.of(row.getArrayOfUUIDs("slot_ids")),
                        row.getUUID("first_slot_id"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        Optional.ofNullable(row.getUUID("resource_id"))),
                HoldState.valueOf(row.getString("state")),
                Sql.instant(row, "expires_at"),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }
}
