package org.carepromise.callback.intake;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Which sites are paused. */
@ApplicationScoped
public class IntakeStore {

    private static final String FIND =
            "SELECT * FROM callback_intake_pause WHERE site_id = $1 AND (until_at IS NULL OR until_at > $2)";

    private static final String PUT =
            """
            INSERT INTO callback_intake_pause (site_id, reason, until_at, person, paused_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (site_id) DO UPDATE
               SET reason = excluded.reason, until_at = excluded.until_at, person = excluded.person,
                   paused_at = excluded.paused_at
            """;

    private static final String REMOVE = "DELETE FROM callback_intake_pause WHERE site_id = $1";

    /** @return the pause that is in force, or null */
    public Uni<IntakePause> find(SqlClient client, String site, Instant now) {
        return Sql.first(client, IntakeStore::from, FIND, site, now);
    }

    /** In place of the one there was. */
    public Uni<?> put(Tx tx, IntakePause pause) {
        return tx.run(PUT, pause.site(), pause.reason(), pause.until().orElse(null), pause.person(), pause.pausedAt());
    }

    public Uni<?> remove(Tx tx, String site) {
        return tx.run(REMOVE, site);
    }

    private static IntakePause from(Row row) {
        return new IntakePause(
                row.getString("site_id"),
                row.getString("reason"),
                Optional.ofNullable(Sql.instant(row, "until_at")),
                row.getString("person"),
                Sql.instant(row, "paused_at"));
    }
}
