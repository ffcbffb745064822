package org.carepromise.callback.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** The telephones of the night desk. */
final class Phones {

    static final String SUPERVISOR = Tokens.staff("supervisor", Desk.SITE);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Phones() {}

    /** Nobody has called yet. */
    static void clear() {
        Behind.run("DELETE FROM call");
        Behind.run("DELETE FROM surge");
    }

    /** The fields of a report of a call that nobody has reported yet. */
    static Map<String, Object> call(Object... fields) {
        return report(UUID.randomUUID().toString(), fields);
    }

    static Map<String, Object> report(String callId, Object... fields) {
        var body = new HashMap<String, Object>(Map.of("source", "pbx", "callId", callId, "site", Desk.SITE));
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1] instanceof Instant at ? at.toString() : fields[i + 1]);
        }
        return body;
    }

    static Response send(Map<String, Object> report) {
        return Desk.post(Desk.AGENT, "/v1/calls", report);
    }

    /** The verdicts of a file, and its summary last. */
    static List<JsonNode> file(List<Map<String, Object>> reports, boolean dryRun) {
        var lines = new StringBuilder();
        try {
            for (var report : reports) {
                lines.append(JSON.writeValueAsString(report)).append('\n');
            }
            var answer = upload(SUPERVISOR, "dryRun=" + dryRun, "application/x-ndjson", lines.toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var verdicts = new ArrayList<JsonNode>();
            for (var line : answer.body().lines().toList()) {
                verdicts.add(JSON.readTree(line));
            }
            return verdicts;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static HttpResponse<String> upload(String token, String query, String mediaType, String file) {
        var uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/call-imports?" + query);
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(file))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static List<String> words(List<JsonNode> verdicts) {
        return verdicts.stream()
                .filter(each -> each.has("verdict"))
                .map(each -> each.get("verdict").asText())
                .toList();
    }
}
