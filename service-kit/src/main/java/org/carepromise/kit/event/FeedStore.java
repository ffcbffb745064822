package org.carepromise.kit.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class FeedStore {

    private static final String CURSOR = "SELECT cursor FROM feed_cursor WHERE consumer = $1";

    private static final String ADD_CONSUMER =
            "INSERT INTO feed_cursor (consumer) VALUES ($1) ON CONFLICT (consumer) DO NOTHING";

    // Locks the row: of two replicas with the same page the second finds it moved.
    private static final String MOVE =
            "UPDATE feed_cursor SET cursor = $3 WHERE consumer = $1 AND cursor IS NOT DISTINCT FROM $2";

    private static final String RECEIVE =
            """
            INSERT INTO feed_inbox (consumer, event_id, received_at)
            SELECT $1, id, $3 FROM unnest($2::text[]) AS id
            ON CONFLICT (consumer, event_id) DO NOTHING
            RETURNING event_id
            """;

    /** @return the stored cursor, or null where nothing was read yet */
    Uni<String> cursor(SqlClient client, String consumer) {
        return Sql.first(client, row -> row.getString("cursor"), CURSOR, consumer);
    }

    /** @return whether the cursor was still where it was read */
    Uni<Boolean> move(Tx tx, String consumer, String from, String to) {
        return tx.run(ADD_CONSUMER, consumer)
                .chain(() -> tx.run(MOVE, consumer, from, to))
                .map(moved -> moved.rowCount() == 1);
    }

    /** @return the ids that were not received before */
    Uni<Set<String>> receive(Tx tx, String consumer, List<String> ids) {
        return tx.run(RECEIVE, consumer, ids.toArray(String[]::new), tx.now())
                .map(rows -> Sql.list(rows, row -> row.getString("event_id")).stream()
                        .collect(Collectors.toSet()));
    }
}
