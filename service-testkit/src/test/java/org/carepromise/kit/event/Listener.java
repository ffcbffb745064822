package org.carepromise.kit.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.restassured.RestAssured;

/** A client of the stream, with the JDK's means. */
final class Listener implements AutoCloseable {

    private final InputStream body;
    private final BufferedReader lines;

    /** One event as it came; a comment is an event without fields. */
    record Heard(Map<String, String> fields) {

        String id() {
            return fields.get("id");
        }

        String data() {
            return fields.get("data");
        }
    }

    private Listener(InputStream body) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static HttpResponse<InputStream> request(String token, String lastEventId, String query) {
        var request = HttpRequest.newBuilder(URI.create(
                        RestAssured.baseURI + ":" + RestAssured.port + EventFeedTest.FEED + "/stream" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static Listener to(String token, String lastEventId, String query) {
        var answer = request(token, lastEventId, query);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("refused with " + answer.statusCode());
        }
        return new Listener(answer.body());
    }

    /** Waits for the next event, or for a comment. */
    Heard nextBlock() {
        try {
            var fields = new LinkedHashMap<String, String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    return new Heard(fields);
                }
                int colon = line.indexOf(':');
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            throw new IOException("the stream ended");
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    Heard next() {
        var heard = nextBlock();
        while (heard.data() == null) {
            heard = nextBlock();
        }
        return heard;
    }

    /** Goes without a word. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException gone) {
            // so it was meant
        }
    }
}
