package org.carepromise.callback.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Constraints;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class SurgeStore {

    private static final String OVERLAPS = "surge_overlaps";

    private static final String INSERT =
            """
            INSERT INTO surge (id, site_id, begins_at, ends_at, reason, overflow_plan, declared_by, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private static final String END = "UPDATE surge SET ends_at = $2, ended_by = $3, version = $4 WHERE id = $1";

    private static final String FIND = "SELECT * FROM surge WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String OF_SITE =
            "SELECT * FROM surge WHERE site_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";

    // The range is that of the constraint, whose index finds it. One that was ended before it began has no instant.
    private static final String DURING =
            """
            SELECT * FROM surge
             WHERE site_id = ANY ($1) AND tstzrange(begins_at, ends_at) && tstzrange($2, $3)
             ORDER BY site_id, begins_at
            """;

    /** @throws Problem {@code surge-overlaps} */
    Uni<?> insert(Tx tx, Surge surge) {
        return tx.run(
                        INSERT,
                        surge.id(),
                        surge.site(),
                        surge.beginsAt(),
                        surge.endsAt(),
                        surge.reason(),
                        surge.overflowPlan().toArray(String[]::new),
                        surge.declaredBy(),
                        surge.version(),
                        surge.createdAt())
                .onFailure(Constraints.refusedBy(OVERLAPS))
                .transform(overlaps -> Problem.of(CallbackProblem.SURGE_OVERLAPS));
    }

    Uni<?> end(Tx tx, Surge surge) {
        return tx.run(END, surge.id(), surge.endsAt(), surge.endedBy().orElseThrow(), surge.version());
    }

    /** @return the surge, or null */
    Uni<Surge> find(SqlClient client, UUID id) {
        return Sql.first(client, SurgeStore::from, FIND, id);
    }

    /** @return the surge, locked, or null */
    Uni<Surge> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), SurgeStore::from, LOCK, id);
    }

    /** The latest declared first. */
    Uni<List<Surge>> ofSite(SqlClient client, String site, UUID before, int most) {
        return Sql.list(client, SurgeStore::from, OF_SITE, site, before, most);
    }

    Uni<List<Surge>> during(SqlClient client, List<String> sites, Instant from, Instant to) {
        return Sql.list(client, SurgeStore::from, DURING, sites.toArray(String[]::new), from, to);
    }

    private static Surge from(Row row) {
        return new Surge(
                row.getUUID("id"),
                row.getString("site_id"),
                Sql.instant(row, "begins_at"),
                Sql.instant(row, "ends_at"),
                row.getString("reason"),
                List.of(row.getArrayOfStrings("overflow_plan")),
                row.getString("declared_by"),
                Optional.ofNullable(row.getString("ended_by")),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }
}
