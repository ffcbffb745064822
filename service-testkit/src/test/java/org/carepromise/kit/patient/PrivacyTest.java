package org.carepromise.kit.patient;

import java.net.URL;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What a patient tells us shows up where it was told and nowhere else (docs/product.md). */
@SampleTest
class PrivacyTest {

    private static final String[] CANARIES = {"Canaria", "canaria", "5557788", "5557789", "chest pain"};

    private static final Map<String, Object> PATIENT = Map.of(
            "id",
            "pat-privacy",
            "name",
            "Zoë Canaria",
            "phone",
            "+1 217 555 7788",
            "email",
            "zoe@canaria.example",
            "birthDate",
            "1980-05-17",
            "needs",
            List.of("chest pain"));

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void nothingThatAPatientToldIsInLogsProblemsEventsMetricsOrTheAudit() {
        try (var log = CapturedLog.open()) {
            var name = Things.name();
            var created = Things.create(Map.of("name", name, "patient", PATIENT));
            created.then().statusCode(201);
            assertNoCanary(created);
            refusals(name).forEach(refusal -> {
                assertThat(refusal.statusCode()).isGreaterThanOrEqualTo(400);
                assertNoCanary(refusal);
            });
            assertThat(log.text()).doesNotContain(CANARIES);
            assertThat(Behind.select(
                            "SELECT row_to_json(event)::text FROM event WHERE subject = ?", created.<String>path("id")))
                    .hasSize(1)
                    .allSatisfy(row -> assertThat(row).doesNotContain(CANARIES));
        }
        assertThat(given().get(metrics).then().statusCode(200).extract().asString())
                .contains("http_server_requests_seconds")
                .doesNotContain(CANARIES)
                .doesNotContain("pat-privacy", "canary-path");
        for (var table : List.of("event", "audit_entry", "idempotency", "thing")) {
            assertThat(Behind.select("SELECT row_to_json(t)::text FROM " + table + " t"))
                    .as(table)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).doesNotContain(CANARIES));
        }
    }

    private static List<Response> refusals(String taken) {
        return List.of(
                Things.create(Map.of("name", taken, "patient", PATIENT)),
                Things.create(Map.of("name", Things.name(), "patient", with("phone", "555 7788 is my number"))),
                Things.create(Map.of("name", Things.name(), "patient", with("phone", "+1 217 5557789 7788"))),
                Things.create(Map.of("name", Things.name(), "patient", with("name", "Canaria".repeat(40)))),
                Things.create(Map.of("name", Things.name(), "patient", with("birthDate", "Canaria"))),
                Things.create(Map.of("name", Things.name(), "patient", with("Zoë Canaria", "x"))),
                Things.create(Map.of("name", Things.name(), "patient", with("language", "chest pain"))),
                Things.create(Map.of("name", Things.name(), "patient", "Canaria")),
                Things.create("{\"name\":\"x\",\"patient\":{\"name\":Canaria"),
                Things.create("{\"name\":\"x\",\"patient\":{\"name\":\"Canaria\\u0000\"}}"),
                Things.create(
                        Tokens.patient("pat-other"), Things.key(), Map.of("name", Things.name(), "patient", PATIENT)),
                given().auth().oauth2(Tokens.admin()).get("/v1/things/numbered/canary-path-7"),
                given().auth().oauth2(Tokens.admin()).get("/v1/nothing/canary-path"),
                given().auth().oauth2(Tokens.admin()).get("/v1/things/failures/chest pain"));
    }

    private static Map<String, Object> with(String field, Object value) {
        var patient = new java.util.HashMap<>(PATIENT);
        patient.put(field, value);
        return patient;
    }

    private static void assertNoCanary(Response answer) {
        assertThat(answer.asString()).doesNotContain(CANARIES);
        assertThat(answer.headers().toString()).doesNotContain(CANARIES);
    }
}
