package org.carepromise.gateway.edge;

import java.net.URI;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.gateway.Upstreams;
import org.carepromise.gateway.Wire;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class EdgeTest {

    private static final String END = "Host: localhost\r\nConnection: close\r\n\r\n";

    @TestHTTPResource("/")
    URI gateway;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/appointments;x=1",
                "/v1/appointments%3Bx",
                "/v1/appointments%3bx",
                "/v1%2Fappointments",
                "/v1%2fappointments",
                "/v1/appointments%5C..",
                "/v1/appointments\\x",
                "/v1//appointments",
                "//v1/appointments",
                "/v1/./appointments",
                "/v1/x/../appointments",
                "/docs/../v1/appointments",
                "/v1/%2e%2e/appointments",
                "/v1/%2E%2E/appointments",
                "/v1/appointments%00",
                "/v1/appointments/%",
                "/v1/appointments/%4",
                "/v1/appointments/%zz",
                "/v1/appointments/%c0%ae",
                "/v1/appointments/{id}",
                "/v1/appointments|x",
                "/v1/appointments#x",
                "/v1/appointments?x=%",
                "/v1/appointments?x=\\",
                "http://localhost/v1/appointments",
                "*",
                "v1/appointments"
            })
    void anAmbiguousTargetIsRefusedBeforeAnythingElse(String target) {
        var reply = Wire.get(gateway.getPort(), target, "Authorization: Bearer nonsense");
        assertProblem(reply, 400, "ambiguous-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get"})
    void aMethodThatNobodyTakesIsRefused(String method) {
        var reply = Wire.send(gateway.getPort(), method + " /v1/appointments HTTP/1.1\r\n" + END);
        assertProblem(reply, 405, "method-not-allowed");
        assertThat(reply.has("allow: GET, HEAD, POST")).isTrue();
    }

    @Test
    void aBodyThatIsFramedInTwoWaysIsNotPassedOn() {
        for (var framing : new String[] {
            "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: identity\r\nContent-Length: 5\r\n"
        }) {
            var reply = Wire.send(
                    gateway.getPort(), "POST /v1/appointments HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\nhello");
            assertProblem(reply, 400, "request-invalid");
        }
        var twoLengths = Wire.send(
                gateway.getPort(),
                "POST /v1/appointments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
        assertThat(twoLengths.status()).isEqualTo(400);
    }

    @Test
    void chunksWithALengthAsWellAreRefused() {
        var reply = Wire.send(
                gateway.getPort(),
                "POST /v1/appointments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                        + "Content-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        // the platform hangs up by itself
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void aFoldedHeaderReachesTheServiceOnOneLine() {
        var reply = Wire.get(gateway.getPort(), "/v1/appointments", "X-Folded: one\r\n two");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(new JsonObject(reply.body()).getJsonObject("headers").getJsonArray("x-folded"))
                .containsExactly("one two");
    }

    @Test
    void aMissingHostIsRefused() {
        assertProblem(
                Wire.send(gateway.getPort(), "GET /v1/appointments HTTP/1.1\r\nConnection: close\r\n\r\n"),
                400,
                "request-invalid");
        assertProblem(
                Wire.send(
                        gateway.getPort(),
                        "GET /v1/appointments HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"),
                400,
                "request-invalid");
    }

    @Test
    void anOlderVersionIsRefused() {
        assertProblem(
                Wire.send(gateway.getPort(), "GET /v1/appointments HTTP/1.0\r\nHost: localhost\r\n\r\n"),
                505,
                "http-version-unsupported");
    }

    @Test
    void sizesAreLimited() {
        assertProblem(
                Wire.get(gateway.getPort(), "/v1/appointments", "X-Large: " + "x".repeat(20_000)),
                431,
                "headers-too-large");
        assertProblem(Wire.get(gateway.getPort(), "/v1/appointments?x=" + "x".repeat(5_000)), 414, "target-too-long");
        // beyond these the platform hangs up before we see the request
        assertThat(Wire.get(gateway.getPort(), "/v1/appointments", "X-Large: " + "x".repeat(40_000))
                        .status())
                .isEqualTo(431);
        assertThat(Wire.get(gateway.getPort(), "/v1/appointments?x=" + "x".repeat(40_000))
                        .status())
                .isEqualTo(414);
    }

    @Test
    void aTokenInAnAddressIsRefused() {
        var reply = Wire.get(gateway.getPort(), "/v1/appointments?access_token=abc");
        assertProblem(reply, 400, "request-invalid");
        assertThat(reply.body()).contains("?access_token").doesNotContain("abc");
    }

    @Test
    void aPlatformPageIsNotThere() {
        for (var path :
                new String[] {"/q/dev", "/q/dev-ui", "/q/metrics", "/q/health", "/q/openapi", "/openapi", "/nothing"}) {
            assertProblem(Wire.get(gateway.getPort(), path), 404, "not-found");
        }
    }

    @Test
    void anotherOriginIsGivenNothing() {
        var reply = Wire.get(gateway.getPort(), "/v1/info", "Origin: https://evil.example");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control");
        var preflight = Wire.send(
                gateway.getPort(),
                "OPTIONS /v1/appointments HTTP/1.1\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                        + END);
        assertProblem(preflight, 405, "method-not-allowed");
        assertThat(preflight.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control");
    }

    @Test
    void aConnectionGoesOnAfterARefusal() {
        var reply = Wire.send(
                gateway.getPort(),
                "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /v1/appointments HTTP/1.1\r\n" + END);
        assertThat(reply.text()).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
    }

    private static void assertProblem(Wire.Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.has("content-type: application/problem+json")).isTrue();
        assertThat(reply.has("x-content-type-options: nosniff")).isTrue();
        assertThat(reply.has("referrer-policy: no-referrer")).isTrue();
        assertThat(reply.has("server:")).isFalse();
        var problem = new JsonObject(reply.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).isEqualTo("/problems/" + code);
        assertThat(problem.getString("traceId")).hasSize(32);
    }
}
