package org.carepromise.callback.call;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.call.CallHistory.Interval;
import org.carepromise.kit.tx.Sql;

@ApplicationScoped
class CallHistoryStore {

    static final String INTERVALS =
            """
            SELECT date_bin('15 minutes', offered_at AT TIME ZONE $2, timestamp '2001-01-01') AS starts_at,
                   count(*) AS offered, count(answered_at) AS answered,
                   (extract(epoch FROM avg(coalesce(wrapped_up_at, ended_at) - answered_at)) * 1000)::bigint AS handled_ms
              FROM call
             WHERE site_id = $1 AND offered_at >= $3 AND offered_at < $4
             GROUP BY 1 ORDER BY 1
            """;

    Uni<List<Interval>> intervals(
            SqlClient client, String site, LocalDate fromInclusive, LocalDate untilExclusive, ZoneId zone) {
        return Sql.list(
                client,
                CallHistoryStore::interval,
                INTERVALS,
                site,
                zone.getId(),
                fromInclusive.atStartOfDay(zone).toInstant(),
                untilExclusive.atStartOfDay(zone).toInstant());
    }

    private static Interval interval(Row row) {
        var startsAt = row.getLocalDateTime("starts_at");
        return new Interval(
                startsAt.toLocalDate(),
                startsAt.toLocalTime(),
                row.getLong("offered").intValue(),
                row.getLong("answered").intValue(),
                Optional.ofNullable(row.getLong("handled_ms")).map(Duration::ofMillis));
    }
}
