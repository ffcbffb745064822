package org.carepromise.callback.roster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.admission.Window;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Capacity that has fallen, until somebody has looked at the promises that were made on it. */
@ApplicationScoped
public class CapacityFallStore {

    private static final String INSERT_ROSTER =
            """
            INSERT INTO capacity_fall (site_id, fallen_at, roster)
            SELECT site_id, $2, to_jsonb(callback_roster) FROM callback_roster WHERE id = $1
            """;

    // Every replica sees the file change; one row is enough.
    private static final String INSERT_LOST =
            """
            INSERT INTO capacity_fall (site_id, fallen_at, sites_version, opened_at, closed_at)
            SELECT $1, $2, $3, $4, $5
             WHERE NOT EXISTS (SELECT FROM capacity_fall WHERE site_id = $1 AND sites_version = $3)
            """;

    private static final String SITES =
            "SELECT site_id FROM capacity_fall WHERE coalesce(sites_version, 0) <= $1 GROUP BY site_id ORDER BY min(id)";

    private static final String OF_SITE =
            """
            SELECT fall.id AS fall_id, fall.opened_at, fall.closed_at, coalesce(fall.sites_version, 0) AS sites_version,
                   fall.skills AS agent_skills, fall.languages AS agent_languages, before.*
              FROM capacity_fall fall
              LEFT JOIN LATERAL jsonb_populate_record(NULL::callback_roster, fall.roster) AS before ON true
             WHERE fall.site_id = $1 AND coalesce(fall.sites_version, 0) <= $2
             ORDER BY fall.id
            """;

    private static final String FORGET = "DELETE FROM capacity_fall WHERE site_id = $1";

    private static final String DELETE = "DELETE FROM capacity_fall WHERE id = ANY ($1)";

    /** Keeps a roster as it is now. Call it before the roster is changed or removed. */
    Uni<?> keep(Tx tx, UUID roster) {
        return tx.run(INSERT_ROSTER, roster, tx.now());
    }

    Uni<?> insert(Tx tx, String site, long sitesVersion, List<Window> lost) {
        return tx.run(
                INSERT_LOST,
                site,
                tx.now(),
                sitesVersion,
                lost.stream().map(Window::startsAt).toArray(Instant[]::new),
                lost.stream().map(Window::endsAt).toArray(Instant[]::new));
    }

    /** @param sitesVersion in force here: what a later one took away is for those who know it */
    public Uni<List<String>> sites(SqlClient client, long sitesVersion) {
        return Sql.list(client, row -> row.getString("site_id"), SITES, sitesVersion);
    }

    /** In the order in which it fell. */
    public Uni<List<CapacityFall>> ofSite(SqlClient client, String site, long sitesVersion) {
        return Sql.list(client, CapacityFallStore::from, OF_SITE, site, sitesVersion);
    }

    public Uni<?> delete(Tx tx, List<CapacityFall> falls) {
        return tx.run(DELETE, (Object) falls.stream().map(CapacityFall::id).toArray(Long[]::new));
    }

    /** Of a site that is not declared any more. */
    public Uni<?> forget(Tx tx, String site) {
        return tx.run(FORGET, site);
    }

    private static CapacityFall from(Row row) {
        var lost = new ArrayList<Window>();
        var opened = row.getArrayOfOffsetDateTimes("opened_at");
        var closed = row.getArrayOfOffsetDateTimes("closed_at");
        for (int i = 0; opened != null && i < opened.length; i++) {
            lost.add(new Window(opened[i].toInstant(), closed[i].toInstant()));
        }
        var skills = row.getArrayOfStrings("agent_skills");
        return new CapacityFall(
                row.getLong("fall_id"),
                Optional.ofNullable(row.getUUID("id")).map(any -> RosterStore.from(row)),
                lost,
                Optional.ofNullable(skills)
                        .map(its -> SeenAgentStore.seen(its, row.getArrayOfStrings("agent_languages"))),
                row.getLong("sites_version"));
    }
}
