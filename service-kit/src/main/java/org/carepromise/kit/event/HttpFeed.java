package org.carepromise.kit.event;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A feed at its address, read with the token of a service. */
public final class HttpFeed implements FeedSource, AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int LIMIT = 200;

    private final HttpClient client;
    private final URI address;
    private final Supplier<String> token;
    private final ObjectMapper json;

    /**
     * @param address {@code http://scheduling:8081/v1/scheduling/events}, maybe with {@code ?type=…}
     * @param token gives a valid bearer token; asked for each page
     */
    public HttpFeed(Vertx vertx, URI address, Supplier<String> token, ObjectMapper json) {
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT_WITHIN.toMillis()));
        this.address = address;
        this.token = token;
        this.json = json;
    }

    @Override
    public Uni<FeedPage> after(String cursor) {
        return Uni.createFrom().completionStage(() -> client.request(pageAfter(cursor))
                .compose(HttpClientRequest::send)
                .compose(this::read)
                .toCompletionStage());
    }

    private RequestOptions pageAfter(String cursor) {
        var query = (address.getQuery() == null ? "?" : "&") + "limit=" + LIMIT
                + (cursor == null ? "" : "&after=" + URLEncoder.encode(cursor, UTF_8));
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address + query)
                .setTimeout(ANSWER_WITHIN.toMillis())
                .putHeader("Accept", "application/json")
                .putHeader("Authorization", "Bearer " + token.get());
    }

    private Future<FeedPage> read(HttpClientResponse answer) {
        return answer.body().map(body -> switch (answer.statusCode()) {
            case 200 -> page(body);
            case 410 -> throw new FeedPruned(oldestCursor(body));
            default -> throw new IllegalStateException("the feed answered " + answer.statusCode());
        });
    }

    /** Fields that are new to us are no fault: inside v1 contracts grow. */
    private FeedPage page(Buffer body) {
        try {
            return json.readerFor(FeedPage.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(body.getBytes());
        } catch (IOException unreadable) {
            throw new IllegalStateException("the feed's page cannot be read");
        }
    }

    private String oldestCursor(Buffer problem) {
        try {
            return json.readTree(problem.getBytes()).path("oldestCursor").asText();
        } catch (IOException unreadable) {
            throw new IllegalStateException("the feed's refusal cannot be read");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
