package org.carepromise.scheduling.figures;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class FiguresStore {

    private static final String VISIT_TYPE_EXISTS = "SELECT FROM visit_type WHERE id = $1";

    static final String OFFERED =
            """
            SELECT DISTINCT site, visit_type
              FROM provider, unnest(site_ids) AS site, unnest(visit_type_ids) AS visit_type
             WHERE site = ANY ($1) AND ($2::text IS NULL OR visit_type = $2)
             ORDER BY site, visit_type LIMIT $3
            """;

    // A slot with more patients than seats is as full as one with as many. No session is longer than its day.
    static final String SEATS =
            """
            SELECT coalesce(sum(least(slot.taken, slot.capacity)), 0) AS taken,
                   coalesce(sum(slot.capacity), 0) AS seats,
                   coalesce(sum(slot.capacity - least(slot.taken, slot.capacity))
                            FILTER (WHERE slot.opens_at IS NOT NULL), 0) AS unused,
                   coalesce(sum(slot.capacity) FILTER (WHERE slot.opens_at IS NOT NULL), 0) AS carved_out
              FROM session
              JOIN provider ON provider.id = session.provider_id
              JOIN slot ON slot.session_id = session.id AND slot.starts_at >= $2 AND slot.starts_at < $3
             WHERE session.site_id = ANY ($1) AND session.state = 'OPEN'
               AND session.starts_at >= $2::timestamptz - interval '25 hours' AND session.starts_at < $3
               AND ($4::text IS NULL OR $4 = ANY (coalesce(session.visit_type_ids, provider.visit_type_ids)))
            """;

    static final String VISITS =
            """
            SELECT width_bucket(extract(epoch FROM starts_at - created_at) / 86400, $5::numeric[]) AS band,
                   confirmed_at IS NOT NULL AS confirmed,
                   count(*) FILTER (WHERE state = 'NO_SHOW') AS missed,
                   count(*) FILTER (WHERE state IN ('CHECKED_IN', 'COMPLETED', 'NO_SHOW')) AS known,
                   count(*) FILTER (WHERE state = 'BOOKED') AS unrecorded,
                   count(*) FILTER (WHERE recovered_by = 'WAITLIST' AND state NOT IN ('CANCELLED', 'NO_SHOW')) AS recovered
              FROM appointment
             WHERE site_id = ANY ($1) AND starts_at >= $2 AND starts_at < $3 AND ($4::text IS NULL OR visit_type_id = $4)
             GROUP BY 1, 2
            """;

    // Each visit given back is looked up the first booking that took its time; each such booking counts once.
    static final String REFILLED =
            """
            SELECT count(DISTINCT refill.id) AS refilled
              FROM visit_given_back AS given
              CROSS JOIN LATERAL (
                  SELECT id, recovered_by FROM appointment
                   WHERE session_id = given.session_id AND starts_at < given.ends_at AND ends_at > given.starts_at
                     AND id <> given.appointment_id AND state NOT IN ('CANCELLED', 'NO_SHOW')
                     AND coalesce(moved_at, created_at) >= given.given_back_at
                   ORDER BY coalesce(moved_at, created_at), id LIMIT 1) AS refill
             WHERE given.site_id = ANY ($1) AND given.starts_at >= $2 AND given.starts_at < $3
               AND ($4::text IS NULL OR given.visit_type_id = $4) AND refill.recovered_by IS NULL
            """;

    // The key of a reminder that was sent names the appointment's sequence: one for an earlier time reminded of that.
    private static final String GIVE_BACK =
            """
            INSERT INTO visit_given_back (appointment_id, sequence, site_id, visit_type_id, session_id, starts_at, ends_at,
                                          given_back_at)
            SELECT appointment.id, appointment.sequence, appointment.site_id, appointment.visit_type_id,
                   appointment.session_id, appointment.starts_at, appointment.ends_at, $2
              FROM appointment
              JOIN visit_type ON visit_type.id = appointment.visit_type_id
             WHERE appointment.id = $1 AND appointment.state = 'BOOKED'
               AND appointment.starts_at - make_interval(secs => visit_type.lead_time_seconds) >= $2
               AND EXISTS (SELECT FROM slot WHERE id = ANY (appointment.slot_ids) AND NOT has_seat)
               AND EXISTS (SELECT FROM notice
                            WHERE subject = $3 AND purpose = 'appointment-reminder' AND state = 'SENT'
                              AND split_part(key, ':', 4) = appointment.sequence::text)
            ON CONFLICT DO NOTHING
            """;

    Uni<Boolean> visitTypeExists(SqlClient client, String id) {
        return Sql.run(client, VISIT_TYPE_EXISTS, id).map(rows -> rows.size() == 1);
    }

    record Offered(String site, String visitType) {}

    /** Which visits are offered at which sites. */
    Uni<List<Offered>> offered(SqlClient client, FiguresSearch search, int most) {
        return Sql.list(
                client,
                row -> new Offered(row.getString("site"), row.getString("visit_type")),
                OFFERED,
                search.sites().toArray(String[]::new),
                search.visitType().orElse(null),
                most);
    }

    record Seats(Rate filled, Rate unusedCarveOut) {}

    Uni<Seats> seats(SqlClient client, FiguresSearch search) {
        return Sql.first(
                client,
                row -> new Seats(
                        new Rate(row.getLong("taken"), row.getLong("seats")),
                        new Rate(row.getLong("unused"), row.getLong("carved_out"))),
                SEATS,
                arguments(search));
    }

    record Visits(
            Map<LeadTimeBand, Rate> byLeadTime, Map<Boolean, Rate> byConfirmation, long unrecorded, long recovered) {}

    private record Group(LeadTimeBand band, boolean confirmed, Rate noShows, long unrecorded, long recovered) {}

    Uni<Visits> visits(SqlClient client, FiguresSearch search) {
        return Sql.list(
                        client,
                        FiguresStore::group,
                        VISITS,
                        search.sites().toArray(String[]::new),
                        search.from(),
                        search.to(),
                        search.visitType().orElse(null),
                        LeadTimeBand.bounds())
                .map(FiguresStore::folded);
    }

    private static Visits folded(List<Group> groups) {
        var byLeadTime = new EnumMap<LeadTimeBand, Rate>(LeadTimeBand.class);
        for (var band : LeadTimeBand.values()) {
            byLeadTime.put(band, Rate.NONE);
        }
        var byConfirmation = new TreeMap<>(Map.of(true, Rate.NONE, false, Rate.NONE));
        for (var group : groups) {
            byLeadTime.merge(group.band(), group.noShows(), Rate::plus);
            byConfirmation.merge(group.confirmed(), group.noShows(), Rate::plus);
        }
        return new Visits(
                byLeadTime,
                byConfirmation,
                groups.stream().mapToLong(Group::unrecorded).sum(),
                groups.stream().mapToLong(Group::recovered).sum());
    }

    private static Group group(Row row) {
        return new Group(
                LeadTimeBand.values()[row.getInteger("band")],
                row.getBoolean("confirmed"),
                new Rate(row.getLong("missed"), row.getLong("known")),
                row.getLong("unrecorded"),
                row.getLong("recovered"));
    }

    Uni<Long> refilled(SqlClient client, FiguresSearch search) {
        return Sql.first(client, row -> row.getLong("refilled"), REFILLED, arguments(search));
    }

    /** Before the appointment is changed: what is noted is the time that it still has. */
    Uni<Void> giveBack(Tx tx, UUID appointment, String subject) {
        return tx.run(GIVE_BACK, appointment, tx.now(), subject).replaceWithVoid();
    }

    private static Object[] arguments(FiguresSearch search) {
        return new Object[] {
            search.sites().toArray(String[]::new),
            search.from(),
            search.to(),
            search.visitType().orElse(null)
        };
    }
}
