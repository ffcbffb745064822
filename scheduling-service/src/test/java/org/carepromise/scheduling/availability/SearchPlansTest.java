package org.carepromise.scheduling.availability;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.RealParts;

import static org.assertj.core.api.Assertions.assertThat;

/** On filled tables no statement of a search reads one from beginning to end, whatever its parameters are. */
@SchedulingTest
class SearchPlansTest {

    private static final List<String> TABLES = List.of(
            "visit_type",
            "provider",
            "session",
            "slot",
            "session_cap",
            "hold",
            "held_seat",
            "appointment",
            "resource",
            "resource_use");

    private static final String FILL =
            """
            INSERT INTO visit_type (id, name, modality, length_seconds, buffer_before_seconds, buffer_after_seconds,
                                    lead_time_seconds, horizon_seconds, version, created_at)
            SELECT 'type-' || n, 'Visit', (ARRAY['IN_PERSON', 'VIDEO', 'PHONE'])[1 + n % 3], 1200, 0, 0, 0, 7776000, 1,
                   '2026-12-01Z'
              FROM generate_series(1, 500) AS n;
            INSERT INTO provider (id, name, site_ids, visit_type_ids, languages, version, created_at)
            SELECT uuidv7(), 'P' || n, ARRAY['site-' || n % 10], ARRAY['type-1', 'type-' || 2 + n % 20], '{en,es}', 1,
                   '2026-12-01Z'
              FROM generate_series(1, 300) AS n;
            INSERT INTO session (id, provider_id, site_id, starts_at, ends_at, visit_type_ids)
            SELECT uuidv7(), id, site_ids[1], day + interval '14 hours', day + interval '20 hours 40 minutes',
                   CASE WHEN random() < 0.2 THEN ARRAY['type-1'] END
              FROM provider, generate_series(timestamptz '2026-12-01Z', '2026-12-31Z', interval '1 day') AS day;
            INSERT INTO slot (id, session_id, provider_id, site_id, starts_at, ends_at, capacity, taken)
            SELECT uuidv7(), session.id, provider_id, site_id, at, at + interval '20 minutes', 1, (random() < 0.9)::int
              FROM session, generate_series(starts_at, ends_at - interval '20 minutes', interval '20 minutes') AS at;
            INSERT INTO session_cap (session_id, number, visit_type_ids, most)
            SELECT id, 1, ARRAY['type-1'], 4 FROM session WHERE random() < 0.5;
            INSERT INTO hold (id, purpose, holder, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id,
                              starts_at, ends_at, state, expires_at, version, created_at)
            SELECT id, 'REQUEST', 'x', site_id, provider_id, 'type-1', session_id, ARRAY[id], id, starts_at, ends_at, 'HELD',
                   '2026-12-02Z', 1, '2026-12-01Z'
              FROM slot WHERE random() < 0.05;
            INSERT INTO held_seat (slot_id, hold_id, expires_at) SELECT first_slot_id, id, expires_at FROM hold;
            UPDATE slot SET held = 1, taken = 0 FROM held_seat WHERE slot.id = held_seat.slot_id;
            INSERT INTO appointment (id, reference, site_id, provider_id, visit_type_id, session_id, slot_ids, first_slot_id,
                                     starts_at, ends_at, state, patient_key, contact_key, patient, version, created_at)
            SELECT uuidv7(), id, site_id, provider_id, 'type-1', session_id, ARRAY[id], id, starts_at, ends_at, 'BOOKED',
                   id, id, '', 1, '2026-12-01Z'
              FROM slot WHERE taken = 1 AND random() < 0.3;
            INSERT INTO resource (id, site_id, kind, name, version, created_at)
            SELECT uuidv7(), 'site-' || n % 10, 'kind-' || n % 40, 'R', 1, '2026-12-01Z' FROM generate_series(1, 2000) AS n;
            INSERT INTO resource_use (id, resource_id, during)
            SELECT uuidv7(), id, tstzrange(at, at + interval '1 hour')
              FROM resource, generate_series(timestamptz '2026-12-01Z', '2026-12-20Z', interval '2 days') AS at;
            """;

    private static final String SITES = "ARRAY['site-1', 'site-2']";
    private static final String PROVIDERS = "(ARRAY['%s', '%s'])::uuid[]";
    private static final String WINDOW =
            ", '2026-12-01Z', '2026-12-09Z', ARRAY['type-1', 'type-3'], '2026-12-01Z', '2026-11-29Z', %s, %s, "
                    + SITES
                    + ", ARRAY['America/Chicago', 'America/Chicago'], 1000";

    @Test
    void noStatementReadsATableFromTheBeginning() throws SQLException {
        try (var connection = RealParts.server().superuser("scheduling").getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                fill(statement);
                var plans = new TreeMap<String, String>();
                var statements = asked(statement);
                for (var asked : statements.entrySet()) {
                    for (var mode : List.of("force_custom_plan", "force_generic_plan")) {
                        plans.put(asked.getKey() + " " + mode, plan(statement, asked.getKey(), asked.getValue(), mode));
                    }
                }
                assertThat(plans).hasSize(20);
                plans.forEach((what, plan) -> {
                    assertThat(plan).as(what).doesNotContain("Seq Scan");
                    assertThat(indexConditions(plan))
                            .as(what)
                            .contains(statements.get(what.split(" ")[0]).byIndex());
                });
            } finally {
                rollBack(connection);
            }
        }
    }

    /** Tables of their own, so that other tests neither see nor wait for them; rolled back with all that is in them. */
    private static void fill(Statement statement) throws SQLException {
        statement.execute("CREATE SCHEMA plans");
        for (var table : TABLES) {
            statement.execute("CREATE TABLE plans.%1$s (LIKE public.%1$s INCLUDING ALL)".formatted(table));
        }
        statement.execute("SET LOCAL search_path = plans, public");
        statement.execute(FILL);
        for (var table : TABLES) {
            statement.execute("ANALYZE plans." + table);
        }
    }

    /**
     * Each statement with the parameters of what it is asked for, by a name that says so; but for the visit types of a
     * modality, which are a good part of a table that is a page or two.
     */
    private static Map<String, Asked> asked(Statement statement) throws SQLException {
        var providers = column(statement, "SELECT id FROM provider ORDER BY id LIMIT 2");
        var two = PROVIDERS.formatted(providers.get(0), providers.get(1));
        var plain = WINDOW.formatted("NULL", "NULL");
        var narrow = WINDOW.formatted("'es'", "ARRAY[2]");
        var session =
                column(statement, "SELECT session_id FROM session_cap LIMIT 1").get(0);
        var asked = new TreeMap<String, Asked>();
        asked.put(
                "free_at_sites",
                new Asked(
                        SlotStore.FREE_AT_SITES,
                        SITES + plain,
                        "site_id = ANY",
                        "starts_at <",
                        "(session_id = session.id) AND (starts_at <",
                        "(slot_id = slot.id)"));
        asked.put(
                "free_at_sites_narrow",
                new Asked(
                        SlotStore.FREE_AT_SITES,
                        SITES + narrow,
                        "site_id = ANY",
                        "starts_at <",
                        "(session_id = session.id) AND (starts_at <",
                        "(slot_id = slot.id)"));
        asked.put(
                "free_with_providers",
                new Asked(
                        SlotStore.FREE_WITH_PROVIDERS,
                        two + plain,
                        "provider_id = ANY",
                        "starts_at <",
                        "(session_id = session.id) AND (starts_at <",
                        "(slot_id = slot.id)"));
        asked.put(
                "free_with_providers_narrow",
                new Asked(
                        SlotStore.FREE_WITH_PROVIDERS,
                        two + narrow,
                        "provider_id = ANY",
                        "starts_at <",
                        "(session_id = session.id) AND (starts_at <",
                        "(slot_id = slot.id)"));
        asked.put(
                "all_at_sites",
                new Asked(
                        SlotStore.ALL_AT_SITES,
                        SITES + plain,
                        "site_id = ANY",
                        "starts_at <",
                        "(session_id = session.id) AND (starts_at <",
                        "(slot_id = slot.id)"));
        asked.put(
                "all_with_providers",
                new Asked(
                        SlotStore.ALL_WITH_PROVIDERS,
                        two + narrow,
                        "provider_id = ANY",
                        "starts_at <",
                        "(session_id = session.id) AND (starts_at <",
                        "(slot_id = slot.id)"));
        asked.put("visits", new Asked(SlotStore.VISITS, "ARRAY['type-1', 'type-3']", "id = ANY"));
        asked.put(
                "caps",
                new Asked(
                        SlotStore.CAPS,
                        "(ARRAY['%s'])::uuid[], ARRAY['type-1'], '2026-12-01Z'".formatted(session),
                        "session_id = ANY",
                        "(session_id = cap.session_id)"));
        asked.put(
                "resources",
                new Asked(
                        SlotStore.RESOURCES,
                        SITES
                                + ", ARRAY['kind-1', 'kind-2'], ARRAY['2026-12-01 15:00Z', '2026-12-05 15:00Z']::timestamptz[],"
                                + " ARRAY['2026-12-01 15:20Z', '2026-12-05 15:20Z']::timestamptz[], '2026-12-01Z'",
                        "site_id = ANY",
                        "(resource_id = resource.id) AND (during &&"));
        asked.put(
                "visits_on_days",
                new Asked(
                        SlotStore.VISITS_ON_DAYS,
                        two + ", ARRAY['2026-12-01Z', '2026-12-02Z']::timestamptz[],"
                                + " ARRAY['2026-12-02Z', '2026-12-03Z']::timestamptz[]",
                        "(provider_id = asked.provider_id) AND (starts_at >="));
        return asked;
    }

    /** @param byIndex what its rows are found by: PostgreSQL may read a whole index as well as a whole table */
    private record Asked(String sql, String parameters, String... byIndex) {}

    private static String indexConditions(String plan) {
        return plan.lines().filter(line -> line.contains("Index Cond: ")).collect(Collectors.joining("\n"));
    }

    private static String plan(Statement statement, String name, Asked asked, String mode) throws SQLException {
        statement.execute("SET LOCAL plan_cache_mode = " + mode);
        statement.execute("PREPARE " + name + " AS " + asked.sql());
        var plan = String.join("\n", column(statement, "EXPLAIN EXECUTE %s (%s)".formatted(name, asked.parameters())));
        statement.execute("DEALLOCATE " + name);
        return plan;
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static void rollBack(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
