package org.carepromise.scheduling.imports;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;

import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Files on their way to and from the service. */
final class Exchange {

    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Exchange() {}

    /** The verdicts of a file, and its summary. */
    record Taken(List<JsonNode> verdicts, JsonNode summary) {

        List<String> words() {
            return verdicts.stream().map(each -> each.get("verdict").asText()).toList();
        }

        List<String> codes() {
            return verdicts.stream()
                    .map(each -> each.path("problem").path("code").asText())
                    .toList();
        }

        List<String> pointers() {
            return verdicts.stream()
                    .map(each -> each.at("/problem/errors/0/pointer").asText())
                    .toList();
        }

        Taken allAre(String verdict, int lines) {
            assertThat(verdicts)
                    .as(
                            "first that differs: %s",
                            verdicts.stream()
                                    .filter(each ->
                                            !each.get("verdict").asText().equals(verdict))
                                    .findFirst())
                    .allMatch(each -> each.get("verdict").asText().equals(verdict));
            assertThat(verdicts).hasSize(lines);
            assertThat(summary.at("/summary/complete").asBoolean()).isTrue();
            assertThat(summary.at("/summary/lines").asInt()).isEqualTo(lines);
            return this;
        }
    }

    static Taken take(String kind, String mediaType, String file) {
        return take(kind, false, mediaType, file);
    }

    static Taken tryOut(String kind, String mediaType, String file) {
        return take(kind, true, mediaType, file);
    }

    static Taken take(String kind, boolean dryRun, String mediaType, String file) {
        return taken(post(
                Tokens.admin(),
                "kind=" + kind + "&dryRun=" + dryRun,
                mediaType,
                file.getBytes(StandardCharsets.UTF_8)));
    }

    static Taken taken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var lines = new ArrayList<JsonNode>();
        answer.body().lines().forEach(line -> lines.add(json(line)));
        var summary = lines.remove(lines.size() - 1);
        assertThat(summary.has("summary")).isTrue();
        return new Taken(lines, summary);
    }

    static HttpResponse<String> post(String token, String query, String mediaType, byte[] file) {
        return send(HttpRequest.newBuilder(uri("/v1/scheduling-imports?" + query))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofByteArray(file)));
    }

    static HttpResponse<String> export(String token, String query, String accept) {
        return send(HttpRequest.newBuilder(uri("/v1/scheduling-exports?" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static URI uri(String path) {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new IllegalStateException(text, noJson);
        }
    }

    static String line(Object thing) {
        try {
            return JSON.writeValueAsString(thing) + "\n";
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
