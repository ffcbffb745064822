package org.carepromise.kit.problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.RawHttp;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Every failure leaves by one door, with what a program needs and nothing that was not meant to be told. */
@SampleTest
class RefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nothing",
                "/v1/things/a/b/c",
                "/v1/things/thing_01kat3v0000000000000000000",
                "/",
                "/v1/things/x"
            })
    void whatIsNotThereIsAProblemToo(String path) {
        given().auth()
                .oauth2(Tokens.admin())
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/not-found"))
                .body("status", equalTo(404))
                .body("code", equalTo("not-found"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /v1/things                       | GET, HEAD, OPTIONS, POST",
                "POST   | /v1/things/thing_x               | GET, HEAD, OPTIONS",
                "PUT    | /v1/sample/audit-entries         | GET, HEAD, OPTIONS",
                "GET    | /v1/sample/audit-entries/searches | OPTIONS, POST"
            })
    void aMethodThatAPathDoesNotTakeIsRefusedWithThoseItTakes(String method, String path, String allowed) {
        given().auth()
                .oauth2(Tokens.admin())
                .request(method, path)
                .then()
                .statusCode(405)
                .header("Allow", equalTo(allowed))
                .body("code", equalTo("method-not-allowed"));
    }

    @Test
    void anAnswerThatNobodyWantsIsRefused() {
        given().auth()
                .oauth2(Tokens.admin())
                .accept("text/csv")
                .get(Things.PATH)
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("code", equalTo("not-acceptable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "application/x-www-form-urlencoded", "application/jsonp", "nonsense"})
    void anotherMediaTypeIsRefused(String type) {
        var answer = RawHttp.send(
                "<name/>",
                "POST /v1/things HTTP/1.1",
                "Content-Type: " + type,
                "Authorization: Bearer " + Tokens.admin());
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"media-type-unsupported\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failures/canary", "failures/canary/thrown", "unwritable/canary"})
    void whatNobodyExpectedLeavesBareAndIsLoggedByItsPlaceAlone(String path) {
        try (var log = CapturedLog.open()) {
            var answer = given().get(Things.PATH + "/" + path);
            answer.then()
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("code", equalTo("internal-error"))
                    .body("title", equalTo("Something went wrong on our side"));
            assertThat(answer.asString())
                    .doesNotContain("canary", "Exception", "java.", "org.carepromise", "detail", "errors", "at ");
            assertThat(answer.<String>path("traceId")).matches("[0-9a-f]{32}");
            assertThat(log.text()).contains("ProblemPipeline", "unexpected").doesNotContain("canary");
        }
    }

    @Test
    void aServiceIsReachedUnderItsOwnNameAlone() {
        var auditor = Tokens.staff("auditor", "*");
        given().auth().oauth2(auditor).get("/v1/sample/audit-entries").then().statusCode(200);
        given().auth()
                .oauth2(auditor)
                .get("/v1/scheduling/audit-entries")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @Test
    void aRefusalCarriesNothingButItsMembers() {
        var problem = given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/nothing")
                .jsonPath()
                .getMap("");
        assertThat(problem).containsOnlyKeys("type", "title", "status", "code", "traceId");
    }
}
