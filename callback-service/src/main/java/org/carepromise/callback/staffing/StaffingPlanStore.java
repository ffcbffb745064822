package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.staffing.StaffingPlanJson.AssumptionsJson;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

@ApplicationScoped
class StaffingPlanStore {

    private static final String INSERT =
            """
            INSERT INTO staffing_plan (id, site_id, name, starts_on, days, assumptions, weeks_of, arrivals, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private static final String DELETE = "DELETE FROM staffing_plan WHERE id = $1";

    private static final String FIND = "SELECT * FROM staffing_plan WHERE id = $1";

    private static final String LOCK = FIND + " FOR UPDATE";

    // The newest first: ids are by time.
    private static final String OF_SITE =
            """
            SELECT id, name, starts_on, days, created_at FROM staffing_plan
             WHERE site_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3
            """;

    private final ObjectMapper json;

    StaffingPlanStore(ObjectMapper json) {
        this.json = json;
    }

    /** A plan without what it expects. */
    record Listed(UUID id, Optional<String> name, LocalDate startsOn, int days, Instant createdAt) {}

    Uni<List<Listed>> ofSite(SqlClient client, String site, UUID before, int most) {
        return Sql.list(
                client,
                row -> new Listed(
                        row.getUUID("id"),
                        Optional.ofNullable(row.getString("name")),
                        row.getLocalDate("starts_on"),
                        row.getInteger("days"),
                        Sql.instant(row, "created_at")),
                OF_SITE,
                site,
                before,
                most);
    }

    /** @return the plan, or null */
    Uni<SavedPlan> find(SqlClient client, UUID id) {
        return Sql.first(client, this::from, FIND, id);
    }

    /** @return the plan, locked, or null */
    Uni<SavedPlan> lock(Tx tx, UUID id) {
        return Sql.first(tx.reads(), this::from, LOCK, id);
    }

    Uni<?> insert(Tx tx, SavedPlan plan) {
        return tx.run(
                INSERT,
                plan.id(),
                plan.site(),
                plan.name().orElse(null),
                plan.startsOn(),
                plan.days(),
                assumptions(plan.assumptions()),
                plan.weeksOf().toArray(LocalDate[]::new),
                new JsonArray(plan.arrivals().stream()
                        .map(StaffingPlanStore::arrivals)
                        .toList()),
                plan.createdAt());
    }

    Uni<?> delete(Tx tx, UUID id) {
        return tx.run(DELETE, id);
    }

    private SavedPlan from(Row row) {
        return new SavedPlan(
                row.getUUID("id"),
                row.getString("site_id"),
                Optional.ofNullable(row.getString("name")),
                row.getLocalDate("starts_on"),
                row.getInteger("days"),
                assumptions(row.getJsonObject("assumptions"), row.getInteger("days")),
                Arrays.asList(row.getArrayOfLocalDates("weeks_of")),
                row.getJsonArray("arrivals").stream()
                        .map(JsonObject.class::cast)
                        .map(StaffingPlanStore::arrivals)
                        .toList(),
                Sql.instant(row, "created_at"));
    }

    /** As they go over the wire, with nothing left out. */
    private JsonObject assumptions(Assumptions its) {
        try {
            return new JsonObject(json.writeValueAsString(AssumptionsJson.of(its)));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a wire record cannot be written", unwritable);
        }
    }

    private Assumptions assumptions(JsonObject stored, int days) {
        try {
            var its = json.readValue(stored.encode(), AssumptionsJson.class);
            return its.assumptions(its.handlingTime(), days);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("stored assumptions cannot be read", unreadable);
        }
    }

    /** Calls as text: a number of JSON would come back as a double. */
    private static JsonObject arrivals(Arrivals its) {
        return JsonObject.of(
                        "at", its.startsAt().toString(), "calls", its.calls().toPlainString())
                .put("agents", its.agents().orElse(null));
    }

    private static Arrivals arrivals(JsonObject stored) {
        return new Arrivals(
                Instant.parse(stored.getString("at")),
                new BigDecimal(stored.getString("calls")),
                Optional.ofNullable(stored.getInteger("agents")));
    }
}
