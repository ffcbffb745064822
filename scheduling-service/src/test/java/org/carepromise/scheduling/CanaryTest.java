package org.carepromise.scheduling;

import java.net.URL;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.RealParts;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Appointments of patients with names, phones and mail addresses that nobody else has, from booking to reminder: none of
 * these is found in a log line, a metric, a problem, an event or, unencrypted, in any column of the database.
 */
@SchedulingTest
class CanaryTest {

    private static final String[] CANARIES = {
        "Canaria", "canaria", "CANARIA", "5550177", "550-177", "1961-02-03", "latex allergy", "mrn-canary"
    };

    private final List<Response> refusals = new ArrayList<>();

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void nothingThatAPatientToldLeavesItsEncryptedColumn() {
        try (var log = CapturedLog.open()) {
            var clinic = Clinic.simple();
            var slots = clinic.freeSlots(12);
            for (int i = 0; i < slots.size(); i++) {
                live(clinic, slots.get(i), i);
            }
            refusals.forEach(refusal -> {
                assertThat(refusal.statusCode()).isBetween(400, 499);
                assertThat(refusal.asString()).doesNotContain(CANARIES);
                assertThat(refusal.headers().toString()).doesNotContain(CANARIES);
            });
            Clinic.moveClockBy(Duration.ofDays(3));
            assertThat(inbox()).as("what was to be sent, was").contains("+12175550177");
            assertThat(feed()).contains("carepromise.appointment.booked.v1").doesNotContain(CANARIES);
            assertThat(log.text()).doesNotContain(CANARIES);
        }
        assertThat(given().get(metrics).then().statusCode(200).extract().asString())
                .contains("http_server_requests_seconds")
                .doesNotContain(CANARIES)
                .doesNotContain("pat-canary");
        assertNoTableTells();
    }

    private void live(Clinic clinic, String slot, int i) {
        var patient = i % 2 == 0 ? patient("pat-canary-" + i) : patient(null);
        var booking = new HashMap<>(clinic.booking(slot));
        booking.put("patient", patient);
        var booked = Clinic.post(Tokens.admin(), "/v1/appointments", booking);
        booked.then().statusCode(201);
        // the seat is gone; the phone is none; the name is no field; the token is another's
        refusals.add(Clinic.post(Tokens.admin(), "/v1/appointments", booking));
        refusals.add(Clinic.post(Tokens.admin(), "/v1/appointments", with(booking, "phone", "call Canaria")));
        refusals.add(Clinic.post(Tokens.admin(), "/v1/appointments", with(booking, "Zoë Canaria", "x")));
        refusals.add(
                Clinic.post(Tokens.patient("pat-other-" + i), "/v1/appointments", with(booking, "id", "mrn-canary")));
        refusals.add(given().auth().oauth2(Tokens.admin()).get("/v1/appointments/Canaria"));
        given().auth()
                .oauth2(Tokens.admin())
                .get(booked.header("Location"))
                .then()
                .statusCode(200);
        if (i % 4 == 3) {
            var waiting = Map.of(
                    "visitType",
                    clinic.visitType,
                    "sites",
                    List.of(clinic.site),
                    "patient",
                    patient("pat-canary-waits-" + i));
            Clinic.post(Tokens.admin(), "/v1/waitlist-entries", waiting).then().statusCode(201);
            refusals.add(Clinic.post(Tokens.admin(), "/v1/waitlist-entries", waiting));
            var cancellation = booked.header("Location") + "/cancellation";
            Clinic.post(Tokens.admin(), cancellation, Map.of("reason", "PATIENT_ILL", "note", "Canaria is ill, sorry"))
                    .then()
                    .statusCode(200);
            refusals.add(Clinic.post(Tokens.admin(), cancellation, Map.of("reason", "zoe@canaria.example")));
        }
    }

    private static Map<String, Object> patient(String id) {
        var patient = new HashMap<String, Object>(Map.of(
                "name",
                id == null ? "Zoë Canaria " + System.nanoTime() : "Zoë Canaria",
                "phone",
                "+1 217 555 0177",
                "email",
                "zoe@canaria.example",
                "birthDate",
                "1961-02-03",
                "needs",
                List.of("latex allergy")));
        if (id != null) {
            patient.put("id", id);
        }
        return patient;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> with(Map<String, Object> booking, String field, Object value) {
        var patient = new HashMap<>((Map<String, Object>) booking.get("patient"));
        patient.put(field, value);
        var other = new HashMap<>(booking);
        other.put("patient", patient);
        return other;
    }

    private static String inbox() {
        return given().get("/v1/scheduling/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String feed() {
        var all = new StringBuilder();
        try (var connection = RealParts.server().superuser("scheduling").getConnection();
                var rows = connection.createStatement().executeQuery("SELECT row_to_json(event)::text FROM event")) {
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return all.toString();
    }

    /** Every table there is, tomorrow's too. */
    private static void assertNoTableTells() {
        try (var connection = RealParts.server().superuser("scheduling").getConnection();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names = statement.executeQuery(
                    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables)
                    .contains("appointment", "waitlist_entry", "notice", "event", "sla_timer", "alert", "audit_entry");
            for (var table : tables) {
                try (var rows = statement.executeQuery("SELECT row_to_json(it)::text FROM " + table + " AS it")) {
                    while (rows.next()) {
                        assertThat(rows.getString(1)).as(table).doesNotContain(CANARIES);
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
