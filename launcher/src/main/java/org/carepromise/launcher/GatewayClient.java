package org.carepromise.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The public API as anybody sees it, through the gateway. */
final class GatewayClient {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final String token;

    private GatewayClient(URI gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    /** @param who the body of the token request: role, subject and what belongs to the role */
    static GatewayClient as(URI gateway, Map<String, ?> who) throws InterruptedException {
        GatewayClient nobody = new GatewayClient(gateway, "");
        Answer answer = nobody.post("/v1/sandbox/tokens", nobody.json.valueToTree(who), "");
        return new GatewayClient(
                gateway, answer.required(200).body().path("accessToken").asText());
    }

    Answer post(String path, JsonNode body, String idempotencyKey) throws InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send("POST " + path, request.build());
    }

    Answer get(String path) throws InterruptedException {
        return send("GET " + path, request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(ANSWERS_WITHIN);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(String what, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(what, response.statusCode(), parsed(response.body()));
        } catch (IOException e) {
            throw new Refused(what + " got no answer: " + e.getMessage());
        }
    }

    private JsonNode parsed(String body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? json.missingNode() : node;
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }

    record Answer(String what, int status, JsonNode body) {

        String code() {
            return body.path("code").asText();
        }

        Answer required(int expected) {
            if (status != expected) {
                throw new Refused((what + " answered " + status + " " + code() + " "
                                + body.path("detail").asText())
                        .strip());
            }
            return this;
        }
    }

    /** The message is one line that names the request and what came of it. */
    static final class Refused extends RuntimeException {

        private Refused(String line) {
            super(line);
        }
    }
}
