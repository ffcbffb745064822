package org.carepromise.gateway.link;

import java.net.URL;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.gateway.Upstreams;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class ShortLinkTest {

    private static final String TOKEN = "lk_Canary-" + "x_Y".repeat(13);

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @ParameterizedTest
    @CsvSource({"/a/, /v1/appointment-links/", "/c/, /v1/callback-links/"})
    void aShortLinkLeadsToItsResourceOnTheSameHost(String way, String resource) {
        given().redirects()
                .follow(false)
                .get(way + TOKEN)
                .then()
                .statusCode(303)
                .header("Location", equalTo(resource + TOKEN))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"));
        given().post(way + TOKEN).then().statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a/", "/c/", "/b/lk_x", "/a/x", "/a/lk_", "/a/lk_a%20b", "/a/lk_a/b", "/a/lk_x@evil.example"})
    void whatIsNoTokenLeadsNowhere(String path) {
        given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(path)
                .then()
                .statusCode(404);
    }

    @Test
    void noMetricCountsByToken() {
        given().redirects().follow(false).get("/a/" + TOKEN);
        given().get("/v1/appointments/" + TOKEN).then().statusCode(200);
        given().get("/v1/nothing/" + TOKEN).then().statusCode(404);
        given().delete("/v1/appointments/" + TOKEN).then().statusCode(405);
        given().urlEncodingEnabled(false)
                .get("/v1/appointments/%2e" + TOKEN)
                .then()
                .statusCode(400);
        assertThat(given().get(metrics).asString())
                .contains("uri=\"/v1/appointments/{id}\"")
                .doesNotContain("Canary");
    }
}
