package org.carepromise.gateway.contract;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.gateway.Upstreams;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class PublishedTest {

    @Test
    void oneContractHoldsEveryOperation() {
        fetch("/openapi/v1.json")
                .contentType("application/json")
                .body("openapi", equalTo("3.1.0"))
                .body("info.title", equalTo("CarePromise"))
                .body("paths", hasKey("/v1/appointments"))
                .body("paths", hasKey("/v1/callbacks"))
                .body("paths", hasKey("/v1/threads"))
                .body("paths", hasKey("/v1/sandbox/tokens"))
                .body("paths", hasKey("/v1/info"))
                .body("components.schemas", hasKey("SchedulingPage"))
                .body("components.schemas", hasKey("CallbackPage"))
                .body("components.schemas", not(hasKey("Page")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "scheduling", "callback", "messaging", "gateway"})
    void theYamlSaysTheSameAsTheJson(String name) throws Exception {
        var json = fetch("/openapi/" + name + ".json").extract().asByteArray();
        var yaml = fetch("/openapi/" + name + ".yaml")
                .contentType("application/yaml")
                .extract()
                .asByteArray();
        assertThat(new ObjectMapper(new YAMLFactory()).readTree(yaml)).isEqualTo(new ObjectMapper().readTree(json));
    }

    @Test
    void theContractOfAServiceThatIsAwayIsThere() {
        fetch("/openapi/messaging.json").body("paths", hasKey("/v1/threads"));
    }

    @Test
    void anUnchangedContractIsNotSentAgain() {
        var etag = fetch("/openapi/v1.json")
                .header("Cache-Control", "no-cache")
                .extract()
                .header("ETag");
        given().header("If-None-Match", etag).get("/openapi/v1.json").then().statusCode(304);
    }

    @Test
    void anUnknownContractIsNotFound() {
        for (var name : new String[] {"/openapi/none.json", "/openapi/v1", "/openapi/v1.xml", "/openapi/v1.json/x"}) {
            given().get(name)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("not-found"));
        }
    }

    @Test
    void aProblemHasAPageThatExplainsIt() {
        given().accept("text/html")
                .get("/problems/slot-full")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("This slot is taken"))
                .body(containsString("409"))
                .body(containsString("scheduling"))
                .header("Content-Security-Policy", containsString("default-src 'none'"));
        given().accept("application/json")
                .get("/problems/ambiguous-path")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("code", equalTo("ambiguous-path"))
                .body("status", equalTo(400));
        given().accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/problems/request-timeout")
                .then()
                .contentType("text/html");
        given().get("/problems/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void theDocsPageNeedsNothingFromElsewhere() {
        var page = given().get("/docs")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .body(containsString("data-names=\"v1 callback gateway messaging"))
                .extract()
                .asString();
        assertThat(page).doesNotContain("http://", "https://", "<script>", "style=", "onload");
        var linked = Pattern.compile("(?:src|href)=\"(/docs/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(linked).hasSize(5);
        for (var asset : linked) {
            given().get(asset).then().statusCode(200).header("X-Content-Type-Options", "nosniff");
        }
        given().get("/docs/swagger-ui-bundle.js").then().contentType("text/javascript");
        given().get("/docs/swagger-ui.css").then().contentType("text/css");
        given().get("/docs/oauth2-redirect.html").then().statusCode(404);
        given().post("/docs").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void theFrontDoorLeadsToTheDocs() {
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", org.hamcrest.Matchers.endsWith("/docs"));
    }

    @Test
    void programsFindTheContractByTheCatalog() {
        given().get("/.well-known/api-catalog")
                .then()
                .statusCode(200)
                .contentType("application/linkset+json")
                .body("linkset[0].anchor", equalTo("/v1"))
                .body("linkset[0].'service-desc'.href", hasItems("/openapi/v1.json"))
                .body("linkset[0].'service-doc'.href", hasItems("/docs"));
    }

    @Test
    void infoSaysWhichServicesAreReady() {
        given().get("/v1/info")
                .then()
                .statusCode(200)
                .body("name", equalTo("CarePromise"))
                .body("services.find { it.name == 'scheduling' }.ready", equalTo(true))
                .body("services.find { it.name == 'refusing' }.ready", equalTo(false));
    }

    private static ValidatableResponse fetch(String path) {
        return given().get(path).then().statusCode(200);
    }
}
