package org.carepromise.scheduling.imports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.tx.Sql;

@ApplicationScoped
class ChangedThingStore {

    // Along the index of subjects, so that page after page reads each event once. Typed ids are ordered as what they
    // are of.
    private static final String PAGE =
            """
            SELECT DISTINCT subject FROM event
             WHERE position IS NOT NULL AND subject > $1 AND subject < $2 AND time >= $3
             ORDER BY subject LIMIT $4
            """;

    // The log begins with position 1; what is missing in front was pruned.
    private static final String PRUNED_UNTIL =
            """
            SELECT time FROM event
             WHERE position = (SELECT min(position) FROM event WHERE position IS NOT NULL) AND position > 1
            """;

    private static final UUID LAST = new UUID(-1, -1);

    Uni<List<UUID>> page(SqlClient client, IdType type, Instant since, UUID after, int limit) {
        return Sql.list(
                client,
                row -> type.parse(row.getString("subject")).orElseThrow(),
                PAGE,
                type.format(after),
                type.format(LAST),
                since,
                limit);
    }

    /** @return when the oldest event was that is still kept; empty while all are */
    Uni<Optional<Instant>> prunedUntil(SqlClient client) {
        return Sql.first(client, row -> Sql.instant(row, "time"), PRUNED_UNTIL).map(Optional::ofNullable);
    }
}
