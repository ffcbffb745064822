package org.carepromise.scheduling.waitlist;

import java.time.Instant;
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

/** What was offered to whom. Whoever changes an offer has its entry locked, but for the one who records that it was sent. */
@ApplicationScoped
class OfferStore {

    private static final String INSERT =
            """
            INSERT INTO waitlist_offer (id, entry_id, hold_id, session_id, site_id, provider_id, visit_type_id, first_slot_id,
                                        slot_ids, starts_at, ends_at, resource_id, state, latest_useful_at, expires_at, version,
                                        created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """;

    private static final String FIND = "SELECT * FROM waitlist_offer WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String OPEN_OF_ENTRY =
            "SELECT * FROM waitlist_offer WHERE entry_id = $1 AND state IN ('PREPARED', 'OPEN')";

    private static final String OPEN_OF_PATIENT =
            """
            SELECT waitlist_offer.* FROM waitlist_entry
              JOIN waitlist_offer ON waitlist_offer.entry_id = waitlist_entry.id
             WHERE waitlist_entry.patient_key = $1 AND waitlist_entry.state = 'OPEN'
               AND waitlist_offer.state IN ('PREPARED', 'OPEN') AND waitlist_offer.expires_at > $2
             ORDER BY waitlist_offer.starts_at, waitlist_offer.id
            """;

    private static final String SENT =
            """
            UPDATE waitlist_offer
               SET state = 'OPEN', sent_at = $2, expires_at = least($3, latest_useful_at), version = version + 1
             WHERE id = $1 AND state = 'PREPARED'
            RETURNING *
            """;

    private static final String NOT_SENT =
            "UPDATE waitlist_offer SET expires_at = least(expires_at, $2) WHERE id = $1 AND state = 'PREPARED' RETURNING *";

    private static final String END =
            """
            UPDATE waitlist_offer SET state = $2, appointment_id = $3, ended_at = $4, version = $5 WHERE id = $1
            """;

    private static final String RECOVERED = "UPDATE appointment SET recovered_by = 'WAITLIST' WHERE id = $1";

    Uni<?> insert(Tx tx, WaitlistOffer offer) {
        var seats = offer.seats();
        return tx.run(
                INSERT,
                offer.id(),
                offer.entry(),
                offer.hold(),
                seats.session(),
                seats.site(),
                seats.provider(),
                seats.visitType(),
                seats.firstSlot(),
                seats.slots().toArray(UUID[]::new),
                seats.startsAt(),
                seats.endsAt(),
                seats.resource().orElse(null),
                offer.state().name(),
                offer.latestUsefulAt(),
                offer.expiresAt(),
                offer.version(),
                tx.now());
    }

    /** @return the offer, or null */
    Uni<WaitlistOffer> find(SqlClient client, UUID id) {
        return Sql.first(client, OfferStore::from, FIND, id);
    }

    /** @return the offer, locked, or null; its entry is locked already */
    Uni<WaitlistOffer> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), OfferStore::from, LOCK, id);
    }

    /** @return the open one, or null */
    Uni<WaitlistOffer> openOf(SqlClient client, UUID entry) {
        return Sql.first(client, OfferStore::from, OPEN_OF_ENTRY, entry);
    }

    Uni<List<WaitlistOffer>> openOfPatient(SqlClient client, String patientKey, Instant now) {
        return Sql.list(client, OfferStore::from, OPEN_OF_PATIENT, patientKey, now);
    }

    /** @return the offer whose time runs now, or null where it has ended meanwhile */
    Uni<WaitlistOffer> sent(Tx tx, UUID id, Instant at, Instant expiresAt) {
        return Sql.first(tx.reads(), OfferStore::from, SENT, id, at, expiresAt);
    }

    /** @return the offer, which is over, or null where it has ended or was sent before */
    Uni<WaitlistOffer> notSent(Tx tx, UUID id, Instant at) {
        return Sql.first(tx.reads(), OfferStore::from, NOT_SENT, id, at);
    }

    Uni<?> end(Tx tx, WaitlistOffer ended) {
        return tx.run(
                END,
                ended.id(),
                ended.state().name(),
                ended.appointment().orElse(null),
                ended.endedAt().orElseThrow(),
                ended.version());
    }

    /** For the figures: this visit takes a seat that would have stayed empty. */
    Uni<?> recovered(Tx tx, UUID appointment) {
        return tx.run(RECOVERED, appointment);
    }

    private static WaitlistOffer from(Row row) {
        return new WaitlistOffer(
                row.getUUID("id"),
                row.getUUID("entry_id"),
                row.getUUID("hold_id"),
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
                OfferState.valueOf(row.getString("state")),
                Sql.instant(row, "latest_useful_at"),
                Optional.ofNullable(Sql.instant(row, "sent_at")),
                Sql.instant(row, "expires_at"),
                Optional.ofNullable(row.getUUID("appointment_id")),
                Optional.ofNullable(Sql.instant(row, "ended_at")),
                row.getLong("version"));
    }
}
