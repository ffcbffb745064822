package org.carepromise.callback.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.call.CallFiguresSearch.Place;
import org.carepromise.kit.tx.Sql;

@ApplicationScoped
class CallFiguresStore {

    // Surges of a site do not overlap, so that a call joins one at most. Quarters of an hour begin at the same instants
    // in
    // every zone there is.
    private static final String TALLIES =
            """
            SELECT place.site, %s AS starts_at, call.language, surge.id IS NOT NULL AS in_surge,
                   count(*) AS offered,
                   count(answered_at) AS answered,
                   count(*) FILTER (WHERE answered_at - offered_at <= make_interval(secs => $5)) AS answered_in_time,
                   count(abandoned_at) AS abandoned,
                   count(*) FILTER (WHERE abandoned_at - offered_at <= make_interval(secs => $5)) AS abandoned_in_time,
                   count(overflowed_at) AS overflowed,
                   count(*) FILTER (WHERE coalesce(answered_at, abandoned_at, ended_at) IS NULL) AS waiting,
                   coalesce(sum(cardinality(transferred_at)) FILTER (WHERE answered_at IS NOT NULL), 0) AS hand_offs,
                   coalesce(sum(extract(epoch FROM answered_at - offered_at)), 0) AS waited_seconds,
                   count(coalesce(wrapped_up_at, ended_at) - answered_at) AS handled,
                   coalesce(sum(extract(epoch FROM coalesce(wrapped_up_at, ended_at) - answered_at)), 0)
                       AS handling_seconds,
                   max(reported_at) AS reported_at
              FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
                       AS place (site, zone, from_at, until_at)
              JOIN call ON call.site_id = place.site AND call.offered_at >= place.from_at
                       AND call.offered_at < place.until_at AND ($6::text IS NULL OR call.language = $6)
              LEFT JOIN surge ON surge.site_id = place.site
                             AND tstzrange(surge.begins_at, surge.ends_at) @> call.offered_at
             GROUP BY 1, 2, 3, 4 ORDER BY 2, 1
            """;

    static final String BY_INTERVAL =
            TALLIES.formatted("date_bin('15 minutes', call.offered_at, timestamptz '2001-01-01 00:00Z')");

    static final String BY_DAY = TALLIES.formatted("date_trunc('day', call.offered_at, place.zone)");

    static final String NOT_OFFERED =
            "SELECT count(*) AS calls FROM call WHERE site_id = ANY ($1) AND offered_at IS NULL";

    /** The calls of one cell and language, inside or outside a surge. */
    record Group(String site, Instant startsAt, Optional<String> language, CallTally tally) {}

    Uni<List<Group>> tallies(SqlClient client, CallFiguresSearch search) {
        var places = search.places();
        return Sql.list(
                client,
                CallFiguresStore::group,
                search.cell() == CallFiguresSearch.Cell.DAY ? BY_DAY : BY_INTERVAL,
                search.sites().toArray(String[]::new),
                places.stream().map(place -> place.zone().getId()).toArray(String[]::new),
                places.stream().map(Place::from).toArray(Instant[]::new),
                places.stream().map(Place::until).toArray(Instant[]::new),
                search.threshold().toNanos() / 1e9,
                search.language().orElse(null));
    }

    Uni<Long> notOffered(SqlClient client, List<String> sites) {
        return Sql.first(client, row -> row.getLong("calls"), NOT_OFFERED, (Object) sites.toArray(String[]::new));
    }

    private static Group group(Row row) {
        var counts = new CallCounts(
                row.getLong("offered"),
                row.getLong("answered"),
                row.getLong("answered_in_time"),
                row.getLong("abandoned"),
                row.getLong("abandoned_in_time"));
        boolean inSurge = row.getBoolean("in_surge");
        return new Group(
                row.getString("site"),
                Sql.instant(row, "starts_at"),
                Optional.ofNullable(row.getString("language")),
                new CallTally(
                        inSurge ? CallCounts.NONE : counts,
                        inSurge ? counts : CallCounts.NONE,
                        row.getLong("overflowed"),
                        row.getLong("waiting"),
                        row.getLong("hand_offs"),
                        seconds(row, "waited_seconds"),
                        row.getLong("handled"),
                        seconds(row, "handling_seconds"),
                        Optional.ofNullable(Sql.instant(row, "reported_at"))));
    }

    private static Duration seconds(Row row, String column) {
        return Duration.ofNanos(row.getBigDecimal(column)
                .multiply(BigDecimal.valueOf(1_000_000_000))
                .longValue());
    }
}
