package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;

@ApplicationScoped
class AppointmentFileStore {

    private static final String FIND = "SELECT * FROM appointment WHERE id = ANY ($1)";

    private static final String PAGE = "SELECT id FROM appointment WHERE id > $1 ORDER BY id LIMIT $2";

    // By session first: only free slots are indexed by provider.
    private static final String SLOTS_AT =
            """
            SELECT wanted.number, slot.id
              FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])
                   WITH ORDINALITY AS wanted (provider_id, site_id, starts_at, number)
              JOIN session ON session.provider_id = wanted.provider_id AND session.state = 'OPEN'
                          AND tstzrange(session.starts_at, session.ends_at) @> wanted.starts_at
              JOIN slot ON slot.session_id = session.id AND slot.starts_at = wanted.starts_at
             WHERE slot.site_id = wanted.site_id
            """;

    private final AppointmentStore appointments;

    AppointmentFileStore(AppointmentStore appointments) {
        this.appointments = appointments;
    }

    /** Where a slot of a provider's is meant. */
    record Spot(UUID provider, String site, Instant startsAt) {}

    /** Those of the ids that there are. */
    Uni<Map<UUID, Appointment>> find(SqlClient client, Collection<UUID> ids) {
        return Sql.list(client, appointments::appointment, FIND, (Object) ids.toArray(UUID[]::new))
                .map(all -> all.stream().collect(Collectors.toMap(Appointment::id, Function.identity())));
    }

    /** The next ids, in order. */
    Uni<List<UUID>> page(SqlClient client, UUID after, int limit) {
        return Sql.list(client, row -> row.getUUID("id"), PAGE, after, limit);
    }

    /** The slots that begin there, as far as there are any. */
    Uni<Map<Spot, UUID>> slotsAt(SqlClient client, List<Spot> spots) {
        return Sql.run(
                        client,
                        SLOTS_AT,
                        spots.stream().map(Spot::provider).toArray(UUID[]::new),
                        spots.stream().map(Spot::site).toArray(String[]::new),
                        spots.stream().map(Spot::startsAt).toArray(Instant[]::new))
                .map(rows -> {
                    var found = new HashMap<Spot, UUID>();
                    rows.forEach(
                            row -> found.put(spots.get(row.getLong("number").intValue() - 1), row.getUUID("id")));
                    return found;
                });
    }
}
