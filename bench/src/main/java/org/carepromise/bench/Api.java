package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The public API, for what is not measured. What is answered otherwise than with success ends the bench.
 *
 * @param address a service, or the gateway
 * @param headers of every request, names and values in turn
 */
record Api(URI address, List<String> headers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Whoever is described, as the sandbox's gateway lets anybody be. */
    static Api as(URI gateway, Map<String, ?> who) throws IOException, InterruptedException {
        var nobody = new Api(gateway, List.of());
        return nobody.with(
                "Authorization",
                "Bearer "
                        + nobody.post("/v1/sandbox/tokens", who)
                                .get("accessToken")
                                .asText());
    }

    Api with(String header, String value) {
        return new Api(
                address,
                Stream.concat(headers.stream(), Stream.of(header, value)).toList());
    }

    /** The same caller somewhere else. */
    Api at(URI other) {
        return new Api(other, headers);
    }

    /** @return the header's value */
    String header(String name) {
        return headers.get(headers.indexOf(name) + 1);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return post(path, UUID.randomUUID().toString(), JSON.writeValueAsString(body));
    }

    JsonNode post(String path, String key, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(address.resolve(path));
        return headers.isEmpty() ? request : request.headers(headers.toArray(String[]::new));
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
