package org.carepromise.gateway.route;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import org.carepromise.gateway.Tokens;
import org.carepromise.gateway.Upstreams;
import org.carepromise.gateway.Wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class PassageTest {

    private static final String REPORT = "/v1/scheduling/reports";

    @TestHTTPResource("/")
    URI gateway;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aRequestArrivesAsItWasSent() throws Exception {
        var arrived = arrived(get(
                "/v1/appointments/north%20clinic?limit=5&q=a%2Fb",
                request -> request.header("Accept-Language", "es").header("If-None-Match", "\"7\"")));
        assertThat(arrived.getString("method")).isEqualTo("GET");
        assertThat(arrived.getString("uri")).isEqualTo("/v1/appointments/north%20clinic?limit=5&q=a%2Fb");
        assertThat(header(arrived, "accept-language")).isEqualTo("[\"es\"]");
        assertThat(header(arrived, "if-none-match")).isEqualTo("[\"\\\"7\\\"\"]");
    }

    @Test
    void aBodyArrivesWhole() throws Exception {
        assertThat(arrived(post("/v1/appointments", BodyPublishers.ofString("x".repeat(900_000)), plain()))
                        .getInteger("bodyBytes"))
                .isEqualTo(900_000);
        assertThat(arrived(post(
                                "/v1/appointments",
                                BodyPublishers.ofString("{}"),
                                request -> request.header("Idempotency-Key", "k")))
                        .getInteger("bodyBytes"))
                .isEqualTo(2);
        assertThat(arrived(post("/v1/appointments", chunked(700_000), plain())).getInteger("bodyBytes"))
                .isEqualTo(700_000);
        assertThat(arrived(post("/v1/appointments/a/cancellation", BodyPublishers.noBody(), plain()))
                        .getInteger("bodyBytes"))
                .isZero();
    }

    @Test
    void theServiceIsToldTheRealOriginAndNoOther() throws Exception {
        var arrived = arrived(get("/v1/appointments", request -> request.header("X-Forwarded-For", "10.1.1.1")
                .header("Forwarded", "for=10.1.1.1")
                .header("X-Real-IP", "10.1.1.1")
                .header("X-Request-ID", "mine")
                .header("X-HTTP-Method-Override", "DELETE")));
        assertThat(header(arrived, "x-forwarded-for")).isEqualTo("[\"127.0.0.1\"]");
        assertThat(header(arrived, "x-forwarded-proto")).isEqualTo("[\"http\"]");
        assertThat(header(arrived, "x-forwarded-host")).isEqualTo("[\"" + gateway.getAuthority() + "\"]");
        assertThat(arrived.getJsonObject("headers").fieldNames())
                .doesNotContain("forwarded", "x-real-ip", "x-request-id", "x-http-method-override");
    }

    @Test
    void actingHeadersPassForThoseWhoMayActAlone() throws Exception {
        assertThat(actingHeaders(null)).isEmpty();
        assertThat(actingHeaders("agent")).isEmpty();
        assertThat(actingHeaders("portal")).containsExactly("on-behalf-of-patient");
        assertThat(actingHeaders("patient")).containsExactly("on-behalf-of-patient");
        assertThat(actingHeaders("integration")).containsExactly("on-behalf-of-agent");
        assertThat(actingHeaders("service")).containsExactly("on-behalf-of-subject");
    }

    private java.util.List<String> actingHeaders(String role) throws Exception {
        return arrived(get("/v1/appointments", request -> {
                    request.header("On-Behalf-Of-Patient", "p")
                            .header("on-behalf-of-agent", "a")
                            .header("ON-BEHALF-OF-SUBJECT", "s");
                    return role == null ? request : request.header("Authorization", "Bearer " + Tokens.of(role));
                }))
                .getJsonObject("headers")
                .fieldNames()
                .stream()
                .filter(name -> name.startsWith("on-behalf"))
                .toList();
    }

    @Test
    void theTokenAndOneTraceAreHandedOn() throws Exception {
        var token = Tokens.of("agent");
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var arrived = arrived(get("/v1/appointments", request -> request.header("Authorization", "Bearer " + token)
                .header("traceparent", trace)));
        assertThat(header(arrived, "authorization")).isEqualTo("[\"Bearer " + token + "\"]");
        assertThat(arrived.getJsonObject("headers").getJsonArray("traceparent")).hasSize(1);
        assertThat(header(arrived, "traceparent")).contains("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void anAnswerIsCompletedAndItsTracesOfTheInsideRemoved() throws Exception {
        var answer = get("/v1/appointments", plain());
        assertThat(answer.headers().map())
                .doesNotContainKeys("server", "x-powered-by", "x-hop", "strict-transport-security");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(answer.headers().firstValue("location")).hasValue("/v1/appointments/appt_1");
        assertThat(answer.headers().firstValue("etag")).hasValue("\"7\"");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    }

    @Test
    void aHeadIsAnsweredWithoutABody() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/appointments"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(get("/v1/appointments", plain()).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerWithoutABodyStaysOne() {
        var gone = Wire.get(gateway.getPort(), "/v1/appointments/gone");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        assertThat(gone.has("transfer-encoding")).isFalse();
        var unchanged = Wire.get(gateway.getPort(), "/v1/appointments/unchanged");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.has("etag: \"7\"")).isTrue();
        assertThat(unchanged.has("transfer-encoding")).isFalse();
    }

    @Test
    void aLargeAnswerIsStreamed() throws Exception {
        var answer = client.send(HttpRequest.newBuilder(gateway.resolve(REPORT)).build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(body.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(31_457_280);
        }
    }

    @Test
    void aStreamBeginsBeforeItEnds() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/scheduling/events/stream"))
                        .build(),
                BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(new String(body.readNBytes(11), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("data: first");
        }
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefused() throws Exception {
        refused(
                post("/v1/appointments", BodyPublishers.ofByteArray(new byte[2_000_000]), plain()),
                413,
                "body-too-large");
        refused(
                post("/v1/appointments", BodyPublishers.ofByteArray(new byte[1_048_577]), plain()),
                413,
                "body-too-large");
    }

    @Test
    void aBodyInChunksIsRefusedAtTheFirstByteTooMany() {
        var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        var reply = Wire.send(
                gateway.getPort(),
                "POST /v1/appointments HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
                chunk.repeat(31),
                "0\r\n\r\n");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).contains("\"code\":\"body-too-large\"");
        assertThat(reply.has("connection: close")).isTrue();
    }

    @Test
    void anOperationThatTakesMoreSaysSoInItsContract() throws Exception {
        assertThat(arrived(post("/v1/scheduling/imports", chunked(3_000_000), plain()))
                        .getInteger("bodyBytes"))
                .isEqualTo(3_000_000);
    }

    /** A file's verdicts come while it is sent; how long that takes is not limited by how soon an answer has to begin. */
    @Test
    void aFileIsAnsweredWhileItIsOnItsWay() throws Exception {
        try (var socket = new Socket("127.0.0.1", gateway.getPort())) {
            socket.setSoTimeout(10_000);
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = socket.getOutputStream();
            out.write(("POST /v1/scheduling/imports?verdicts HTTP/1.1\r\nHost: localhost\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n5\r\nline\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(answer.lines().filter(line -> line.startsWith("taken")).findFirst())
                    .hasValue("taken: 5");
            out.write("7\r\nline 2\n\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(answer.lines().filter(line -> line.equals("summary")).findFirst())
                    .isPresent();
        }
    }

    @Test
    void aClientThatWaitsForLeaveToSendIsGivenIt() throws Exception {
        assertThat(arrived(post(
                                "/v1/appointments",
                                BodyPublishers.ofString("{}"),
                                request -> request.expectContinue(true)))
                        .getInteger("bodyBytes"))
                .isEqualTo(2);
        var reply = Wire.send(
                gateway.getPort(),
                "POST /v1/appointments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");
        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void whatStandsInNoContractIsNotFound() throws Exception {
        refused(get("/v1/nothing", plain()), 404, "not-found");
        refused(get("/v1/appointments/a/b/c", plain()), 404, "not-found");
        refused(get("/q/health", plain()), 404, "not-found");
        refused(get("/q/metrics", plain()), 404, "not-found");
        refused(get("/openapi", plain()), 404, "not-found");
    }

    @Test
    void anotherMethodIsRefusedNamingTheRightOnes() throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/appointments"))
                        .DELETE()
                        .build(),
                BodyHandlers.ofString());
        refused(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD, POST");
        refused(get("/v1/appointments/next", plain()), 405, "method-not-allowed");
    }

    @Test
    void aServiceWithoutAnAddressIsUnavailable() throws Exception {
        refused(get("/v1/threads", plain()), 503, "service-unavailable");
    }

    @Test
    void aServiceThatIsDownIsUnavailableForAMoment() throws Exception {
        var answer = get("/v1/refusing/things", plain());
        refused(answer, 503, "service-unavailable");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        refused(post("/v1/refusing/things", BodyPublishers.ofString("{}"), plain()), 503, "service-unavailable");
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsTimedOut() throws Exception {
        refused(get("/v1/scheduling/stalled", plain()), 504, "service-timeout");
        refused(post("/v1/scheduling/stalled", BodyPublishers.ofString("{}"), plain()), 504, "service-timeout");
    }

    @Test
    void aCallerThatDoesNotSendInTimeIsTimedOut() {
        var head = "POST /v1/appointments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n";
        var reply = Wire.send(gateway.getPort(), head + "\r\nslow");
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.body()).contains("\"code\":\"request-timeout\"");
        assertThat(Wire.send(gateway.getPort(), head + "Idempotency-Key: k\r\n\r\nslow")
                        .status())
                .isEqualTo(408);
    }

    @Test
    void anAnswerThatBreaksOffIsNotMadeToLookWhole() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/v1/scheduling/broken", plain()));
    }

    @Test
    void aStaleConnectionIsReplacedWhereRepeatingDoesNoHarm() throws Exception {
        var keyed = (UnaryOperator<HttpRequest.Builder>) request -> request.header("Idempotency-Key", "k");
        for (var i = 0; i < 4; i++) {
            assertThat(get("/v1/stale/things", plain()).statusCode()).isEqualTo(200);
            assertThat(post("/v1/stale/things", BodyPublishers.ofString("{}"), keyed)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatMayHaveHadItsEffectIsNotRepeated() throws Exception {
        var before = requests(get("/v1/stale/things", plain()));
        refused(post("/v1/stale/things", BodyPublishers.ofString("{}"), plain()), 503, "service-unavailable");
        assertThat(requests(get("/v1/stale/things", plain()))).isEqualTo(before + 2);
    }

    private static int requests(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getInteger("requests");
    }

    private HttpResponse<String> get(String path, UnaryOperator<HttpRequest.Builder> more) throws Exception {
        return client.send(
                more.apply(HttpRequest.newBuilder(gateway.resolve(path))).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(
            String path, HttpRequest.BodyPublisher body, UnaryOperator<HttpRequest.Builder> more) throws Exception {
        return client.send(
                more.apply(HttpRequest.newBuilder(gateway.resolve(path)).POST(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static UnaryOperator<HttpRequest.Builder> plain() {
        return request -> request;
    }

    private static HttpRequest.BodyPublisher chunked(int size) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[size]));
    }

    private static JsonObject arrived(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static String header(JsonObject arrived, String name) {
        return arrived.getJsonObject("headers").getJsonArray(name).encode();
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        var problem = new JsonObject(answer.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).isEqualTo("/problems/" + code);
        assertThat(problem.getString("traceId")).hasSize(32);
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("cache-control").orElse("no-store"))
                .isEqualTo("no-store");
        assertThat(answer.body()).doesNotContain("Exception", "org.carepromise", "127.0.0.1");
    }
}
