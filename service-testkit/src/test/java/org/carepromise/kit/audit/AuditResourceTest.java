package org.carepromise.kit.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@SampleTest
class AuditResourceTest {

    private static final String ENTRIES = "/v1/sample/audit-entries";
    private static final String AUDITOR = Tokens.staff(Role.AUDITOR, "*");

    private final String patient = "pat-" + UUID.randomUUID();

    @BeforeEach
    void createThings() {
        for (var site : List.of("springfield", "springfield", "chatham", "springfield", "honolulu")) {
            Things.create(Map.of("name", Things.name(), "site", site, "patient", Map.of("id", patient)))
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void anEntrySaysWhoDidWhatToWhoseData() {
        var entry = search(AUDITOR, null, 1).jsonPath().getMap("items[0]");
        assertThat(entry)
                .containsEntry("person", "admin-1")
                .containsEntry("token", "admin-1")
                .containsEntry("action", "createThing")
                .containsEntry("site", "springfield")
                .containsEntry("patients", List.of(patient));
        assertThat((String) entry.get("traceId")).matches("[0-9a-f]{32}");
        given().auth()
                .oauth2(AUDITOR)
                .get(ENTRIES + "?object=" + entry.get("object"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void pagesHoldEachEntryOnce() {
        var positions = new ArrayList<Integer>();
        String cursor = null;
        do {
            var page = search(AUDITOR, cursor, 2);
            page.then().statusCode(200);
            positions.addAll(page.path("items.position"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(positions).hasSize(5).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void theLastPageIsTheLastEvenWhereItIsFull() {
        search(AUDITOR, null, 5).then().body("items", hasSize(5)).body("nextCursor", equalTo(null));
    }

    @Test
    void anAuditorSeesTheSitesOfTheToken() {
        search(Tokens.staff(Role.AUDITOR, "springfield"), null, 50)
                .then()
                .body("items.site", equalTo(List.of("springfield", "springfield", "springfield")));
        search(Tokens.staff(Role.AUDITOR), null, 50).then().statusCode(200).body("items", empty());
        var object = search(AUDITOR, null, 50).<String>path("items[2].object");
        given().auth()
                .oauth2(Tokens.staff(Role.AUDITOR, "springfield"))
                .get(ENTRIES + "?object=" + object)
                .then()
                .body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient",
                "portal",
                "agent",
                "nurse",
                "clinical-lead",
                "supervisor",
                "relations",
                "admin",
                "integration",
                "service",
                "stranger"
            })
    void nobodyButAnAuditorLooksIn(String role) {
        var token = Tokens.staff(role, "*");
        given().auth().oauth2(token).get(ENTRIES).then().statusCode(403).body("code", equalTo("forbidden"));
        given().auth().oauth2(token).get(ENTRIES + "/verification").then().statusCode(403);
        search(token, null, 1).then().statusCode(403);
    }

    @Test
    void anyoneWithoutATokenIsRefused() {
        given().get(ENTRIES).then().statusCode(401);
        given().get(ENTRIES + "/verification").then().statusCode(401);
    }

    @Test
    void aCursorOfAnotherSearchOrAForgedOneIsRefused() {
        var cursor = search(AUDITOR, null, 1).<String>path("nextCursor");
        given().auth()
                .oauth2(AUDITOR)
                .get(ENTRIES + "?cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", equalTo("cursor-invalid"));
        var forged = Cursor.after(java.util.Arrays.asList(null, patient), "the-beginning");
        search(AUDITOR, forged, 1).then().statusCode(400).body("code", equalTo("cursor-invalid"));
    }

    @Test
    void theVerdictIsServed() {
        var verdict = given().auth().oauth2(AUDITOR).get(ENTRIES + "/verification");
        verdict.then().statusCode(200).body("intact", equalTo(true));
        assertThat(verdict.<Integer>path("sealedRows") + verdict.<Integer>path("unsealedRows"))
                .isEqualTo((int) Behind.count("SELECT count(*) FROM audit_entry"));
    }

    @Test
    void aPatientsIdNeverStandsInAUrl() {
        given().auth()
                .oauth2(AUDITOR)
                .get(ENTRIES + "?patientId=" + patient + "&object=" + patient)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    private Response search(String token, String cursor, int limit) {
        var body = new HashMap<String, Object>(Map.of("patientId", patient, "limit", limit));
        if (cursor != null) {
            body.put("cursor", cursor);
        }
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(ENTRIES + "/searches");
    }
}
