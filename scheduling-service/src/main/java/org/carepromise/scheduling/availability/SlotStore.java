package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.scheduling.visittype.Visit;

@ApplicationScoped
class SlotStore {

    /** No slot is longer (see the contract), so a session's slots around a window are found by their start. */
    private static final Duration LONGEST_SLOT = Duration.ofHours(8);

    private static final String VISIT =
            """
            SELECT id, length_seconds, buffer_before_seconds, buffer_after_seconds, lead_time_seconds, horizon_seconds,
                   future_limit, resource_kind
              FROM visit_type WHERE id = $1
            """;

    // Sessions are looked up slot by slot; OFFSET 0 keeps the two from being joined in another way. Where the next days
    // are all but full there are far fewer free slots than the planner expects: it would read every session there is.
    private static final String FREE =
            """
            SELECT slot.id, slot.session_id, slot.starts_at, slot.ends_at, slot.capacity, slot.overbook, slot.taken, slot.opens_at,
                   CASE WHEN slot.held = 0 THEN 0
                        ELSE (SELECT count(*)::int FROM held_seat WHERE slot_id = slot.id AND expires_at > $5) END AS held,
                   slot.provider_id, slot.site_id, session.starts_at AS session_starts_at, session.ends_at AS session_ends_at
              FROM slot
              CROSS JOIN LATERAL (
                  SELECT * FROM session WHERE session.id = slot.session_id AND session.state = 'OPEN' OFFSET 0) AS session
              JOIN provider ON provider.id = slot.provider_id
             WHERE slot.has_seat
               AND %s
               AND (slot.opens_at IS NULL OR slot.opens_at <= $5)
               AND slot.starts_at >= $2 AND slot.starts_at < $3
               AND $4 = ANY (coalesce(session.visit_type_ids, provider.visit_type_ids))
            """;

    /** No search reads more slots at once, however many sites there are. */
    static final int MOST = 20_000;

    private static final String IN_ORDER = " ORDER BY slot.starts_at LIMIT " + MOST;

    private static final String FREE_AT_SITES = FREE.formatted("slot.site_id = ANY ($1)") + IN_ORDER;
    private static final String FREE_WITH_PROVIDER =
            FREE.formatted("slot.provider_id = $1") + " AND ($6::text IS NULL OR slot.site_id = $6)" + IN_ORDER;

    private static final String PLACE = "SELECT site_id, starts_at FROM slot WHERE id = $1";

    /** Where and when a slot is. */
    record Place(String site, Instant startsAt) {}

    Uni<Place> place(SqlClient client, UUID slot) {
        return Sql.first(
                client, row -> new Place(row.getString("site_id"), Sql.instant(row, "starts_at")), PLACE, slot);
    }

    /** @return what visits of this type need, or null where there is no such type */
    Uni<Visit> visit(SqlClient client, String type) {
        return Sql.first(client, row -> Visit.from(row, type), VISIT, type);
    }

    /** The first slots, at most {@link #MOST}, with a free seat that a visit starting within the window could use. */
    Uni<List<Slot>> free(
            SqlClient client, AvailabilitySearch search, Visit visit, Instant from, Instant to, Instant now) {
        var earliest = from.minus(visit.bufferBefore()).minus(LONGEST_SLOT);
        var latest = to.plus(visit.length()).plus(visit.bufferAfter());
        return search.provider()
                .map(provider -> Sql.list(
                        client,
                        Slot::from,
                        FREE_WITH_PROVIDER,
                        provider,
                        earliest,
                        latest,
                        visit.type(),
                        now,
                        search.site().orElse(null)))
                .orElseGet(() -> Sql.list(
                        client, Slot::from, FREE_AT_SITES, search.sites(), earliest, latest, visit.type(), now));
    }
}
