package org.carepromise.messaging.emergency;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import org.carepromise.kit.access.ActingHeaders;

/** Asks the callback service, on behalf of whoever wrote. Bounded in time; it reads of an answer what decides. */
final class CallbackLine {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int LONGEST_PERSON = 64;

    private final HttpClient client;
    private final URI service;
    private final Supplier<String> token;

    CallbackLine(Vertx vertx, URI service, Supplier<String> token) {
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT_WITHIN.toMillis()));
        this.service = service;
        this.token = token;
    }

    /**
     * What the service said.
     *
     * @param status 0 where it said nothing
     */
    record Said(int status, JsonObject body) {

        static final Said NOTHING = new Said(0, new JsonObject());
    }

    /** @param person behind the request */
    Uni<Said> post(String path, String key, String person, JsonObject body) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(service.resolve(path).toString())
                .setTimeout(ANSWER_WITHIN.toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json")
                .putHeader("Authorization", "Bearer " + token.get())
                .putHeader("Idempotency-Key", key);
        named(person).ifPresent(its -> options.putHeader(ActingHeaders.SUBJECT, its));
        return Uni.createFrom().completionStage(() -> client.request(options)
                .compose(request -> request.send(body.toBuffer()))
                .compose(answer -> answer.body().map(read -> new Said(answer.statusCode(), read(read))))
                .recover(unreachable -> Future.succeededFuture(Said.NOTHING))
                .toCompletionStage());
    }

    /** As a header carries it; empty where nothing of it can. */
    private static Optional<String> named(String person) {
        var visible = person.replaceAll("[^\\x21-\\x7e]", "_");
        return Optional.of(visible.substring(0, Math.min(visible.length(), LONGEST_PERSON)))
                .filter(text -> !text.isEmpty());
    }

    private static JsonObject read(Buffer body) {
        try {
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException noJson) {
            return new JsonObject();
        }
    }
}
