package org.carepromise.kit.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** The sample's resource as its clients use it. */
public final class Things {

    public static final String PATH = "/v1/things";

    private Things() {}

    /** A name that nobody else uses. */
    public static String name() {
        return "thing " + UUID.randomUUID();
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    public static Response create(Object body) {
        return create(Tokens.admin(), key(), body);
    }

    public static Response create(String token, String key, Object body) {
        return json(token, body).header("Idempotency-Key", key).post(PATH);
    }

    public static RequestSpecification json(String token, Object body) {
        return given().auth().oauth2(token).contentType(ContentType.JSON).body(body);
    }

    public static Map<String, Object> named(String name) {
        return Map.of("name", name);
    }

    /** Request line and headers for {@link RawHttp}. */
    public static String[] rawPost(String token) {
        return new String[] {
            "POST " + PATH + " HTTP/1.1",
            "Content-Type: application/json",
            "Idempotency-Key: " + key(),
            "Authorization: Bearer " + token
        };
    }

    /** Moves the product's time; everybody's, and never back. */
    public static Instant advanceClock(Duration by) {
        var clock = "/v1/sample/sandbox/clock";
        var to = Instant.parse(given().get(clock).path("now")).plus(by);
        var reached = given().contentType(ContentType.JSON)
                .body(Map.of("to", to.toString()))
                .post(clock)
                .then()
                .statusCode(200)
                .extract()
                .<String>path("now");
        return Instant.parse(reached);
    }
}
