package org.carepromise.kit.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

@SampleTest
class QueryParametersTest {

    @ParameterizedTest
    @CsvSource({
        "limit=abc, ?limit",
        "limit=1.5, ?limit",
        "limit=99999999999, ?limit",
        "limit=0, ?limit",
        "limit=201, ?limit",
        "offset=x, ?offset",
        "all=perhaps, ?all",
        "all=TRUE, ?all",
        "from=garbage, ?from",
        "from=2026-11-23, ?from",
        "from=2026-11-23T25:00:00Z, ?from",
        "on=2026-02-30, ?on",
        "on=23.11.2026, ?on",
        "colour=BLUE, ?colour",
        "colours=RED&colours=BLUE, ?colours",
        "object=7, ?object",
        "name=123456789, ?name"
    })
    void aParameterOfAnotherTypeOrOutOfBoundsIsNamed(String query, String pointer) {
        given().auth()
                .oauth2(Tokens.admin())
                .get(Things.PATH + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("request-invalid"))
                .body("errors.pointer", equalTo(java.util.List.of(pointer)))
                .body("errors[0].detail", not(containsString("garbage")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=1",
                "limit=200&offset=-1&all=true",
                "all=false&from=2026-11-23T10:00:00Z",
                "from=2026-11-23T10:00:00-06:00",
                "on=2026-11-23&colour=RED&colours=RED&colours=GREEN",
                "object=0193a3b4-0000-7000-8000-000000000000&name=ab"
            })
    void whatTheContractHasIsTaken(String query) {
        given().auth()
                .oauth2(Tokens.admin())
                .get(Things.PATH + "?" + query)
                .then()
                .statusCode(200);
    }

    @Test
    void aPathThatCannotBeAThingsIsNotFound() {
        given().get(Things.PATH + "/numbered/abc").then().statusCode(404).body("code", equalTo("not-found"));
        given().get(Things.PATH + "/numbered/7").then().statusCode(200);
    }
}
