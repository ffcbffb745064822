package org.carepromise.scheduling.resource;

import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

@SchedulingTest
class ResourceTest {

    private final String kind = "kind-" + Clinic.patient();

    @Test
    void aRoomIsCreatedListedReadAndRenamed() {
        var created = create("springfield", "Room 1");
        created.then().statusCode(201).body("id", startsWith("rsc_")).body("version", equalTo(1));
        create("honolulu", "Room 2").then().statusCode(201);
        given().auth()
                .oauth2(Tokens.staff("agent", "springfield"))
                .get("/v1/resources?kind=" + kind)
                .then()
                .statusCode(200)
                .body("items.name", contains("Room 1"));
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/resources?site=honolulu&kind=" + kind)
                .then()
                .body("items.name", contains("Room 2"));
        replace(created, Tokens.admin(), "\"1\"")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("name", equalTo("Room 1a"))
                .body("kind", equalTo(kind));
        refused(replace(created, Tokens.admin(), "\"1\""), 412, "version-stale");
        refused(replace(created, Tokens.admin(), null), 428, "version-missing");
        read(created, Tokens.admin()).then().statusCode(200).body("name", equalTo("Room 1a"));
    }

    @Test
    void aRoomOfAnotherSiteLooksLikeOneThatIsNotThere() {
        var created = create("springfield", "Room 1");
        var elsewhere = Tokens.staff("supervisor", "honolulu");
        refused(read(created, elsewhere), 404, "not-found");
        refused(replace(created, elsewhere, "\"1\""), 404, "not-found");
        given().auth()
                .oauth2(elsewhere)
                .get("/v1/resources?kind=" + kind)
                .then()
                .body("items", empty());
        refused(
                Clinic.post(elsewhere, "/v1/resources", Map.of("site", "springfield", "kind", kind, "name", "X")),
                403,
                "forbidden");
        refused(read(created, Tokens.patient("pat-x")), 403, "forbidden");
    }

    @Test
    void aRoomNeedsASiteThatIsThere() {
        refused(create("atlantis", "Room 1"), 422, "site-unknown");
        refused(
                given().auth()
                        .oauth2(Tokens.admin())
                        .contentType(ContentType.JSON)
                        .body(Map.of("site", "springfield", "kind", kind, "name", "X"))
                        .post("/v1/resources"),
                400,
                "idempotency-key-missing");
    }

    private Response create(String site, String name) {
        return Clinic.post(Tokens.admin(), "/v1/resources", Map.of("site", site, "kind", kind, "name", name));
    }

    private static Response read(Response created, String token) {
        return given().auth().oauth2(token).get(created.header("Location"));
    }

    private static Response replace(Response created, String token, String ifMatch) {
        var request = given().auth().oauth2(token).contentType(ContentType.JSON).body(Map.of("name", "Room 1a"));
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put(created.header("Location"));
    }
}
