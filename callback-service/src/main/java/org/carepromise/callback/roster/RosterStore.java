package org.carepromise.callback.roster;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
public class RosterStore {

    private static final String INSERT =
            """
            INSERT INTO callback_roster (id, site_id, name, skills, languages, weekly, overrides, version, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private static final String UPDATE =
            """
            UPDATE callback_roster SET name = $2, skills = $3, languages = $4, weekly = $5, overrides = $6, version = $7
             WHERE id = $1
            """;

    private static final String DELETE = "DELETE FROM callback_roster WHERE id = $1";

    private static final String FIND = "SELECT * FROM callback_roster WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String OF_SITE =
            "SELECT * FROM callback_roster WHERE site_id = $1 AND id > $2 ORDER BY id LIMIT $3";

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int MOST_OF_SITE = 1_000;

    /** All of a site. */
    public Uni<List<Roster>> ofSite(SqlClient client, String site) {
        return ofSite(client, site, BEFORE_ALL, MOST_OF_SITE);
    }

    Uni<List<Roster>> ofSite(SqlClient client, String site, UUID after, int most) {
        return Sql.list(client, RosterStore::from, OF_SITE, site, after, most);
    }

    /** @return the roster, or null */
    Uni<Roster> find(SqlClient client, UUID id) {
        return Sql.first(client, RosterStore::from, FIND, id);
    }

    /** @return the roster, locked, or null */
    Uni<Roster> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), RosterStore::from, LOCK, id);
    }

    Uni<?> insert(Tx tx, Roster roster) {
        return tx.run(
                INSERT,
                roster.id(),
                roster.site(),
                roster.name(),
                roster.skills().toArray(String[]::new),
                roster.languages().toArray(String[]::new),
                weekly(roster),
                overrides(roster),
                roster.version(),
                roster.createdAt());
    }

    Uni<?> update(Tx tx, Roster roster) {
        return tx.run(
                UPDATE,
                roster.id(),
                roster.name(),
                roster.skills().toArray(String[]::new),
                roster.languages().toArray(String[]::new),
                weekly(roster),
                overrides(roster),
                roster.version());
    }

    Uni<?> delete(Tx tx, UUID id) {
        return tx.run(DELETE, id);
    }

    private static JsonArray weekly(Roster roster) {
        return new JsonArray(roster.weekly().stream()
                .map(each -> json(each.interval())
                        .put(
                                "weekdays",
                                new JsonArray(each.weekdays().stream()
                                        .sorted()
                                        .map(DayOfWeek::name)
                                        .toList())))
                .toList());
    }

    private static JsonArray overrides(Roster roster) {
        return new JsonArray(roster.overrides().stream()
                .map(each -> JsonObject.of(
                        "on",
                        each.on().toString(),
                        "intervals",
                        new JsonArray(
                                each.intervals().stream().map(RosterStore::json).toList())))
                .toList());
    }

    private static JsonObject json(WorkInterval interval) {
        return JsonObject.of("start", interval.startMinute(), "end", interval.endMinute(), "agents", interval.agents());
    }

    static Roster from(Row row) {
        return new Roster(
                row.getUUID("id"),
                row.getString("site_id"),
                row.getString("name"),
                Set.copyOf(Arrays.asList(row.getArrayOfStrings("skills"))),
                Set.copyOf(Arrays.asList(row.getArrayOfStrings("languages"))),
                row.getJsonArray("weekly").stream()
                        .map(JsonObject.class::cast)
                        .map(each -> new Roster.Weekly(
                                each.getJsonArray("weekdays").stream()
                                        .map(day -> DayOfWeek.valueOf((String) day))
                                        .collect(Collectors.toUnmodifiableSet()),
                                interval(each)))
                        .toList(),
                row.getJsonArray("overrides").stream()
                        .map(JsonObject.class::cast)
                        .map(each -> new Roster.Override(
                                LocalDate.parse(each.getString("on")),
                                each.getJsonArray("intervals").stream()
                                        .map(JsonObject.class::cast)
                                        .map(RosterStore::interval)
                                        .toList()))
                        .toList(),
                row.getLong("version"),
                Sql.instant(row, "created_at"));
    }

    private static WorkInterval interval(JsonObject json) {
        return new WorkInterval(json.getInteger("start"), json.getInteger("end"), json.getInteger("agents"));
    }
}
