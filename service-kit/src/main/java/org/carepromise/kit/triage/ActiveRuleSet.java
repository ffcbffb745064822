package org.carepromise.kit.triage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Reads, at the messaging service, the rule set that decides. */
final class ActiveRuleSet {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI address;
    private final Supplier<String> token;

    ActiveRuleSet(Vertx vertx, URI messaging, Supplier<String> token) {
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT_WITHIN.toMillis()));
        this.address = messaging.resolve("/v1/triage/rule-sets/active");
        this.token = token;
    }

    /** @return its text; empty where the bundled one decides */
    Uni<Optional<String>> fetch() {
        return Uni.createFrom().completionStage(() -> client.request(request())
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.body().map(body -> {
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException("messaging answered " + answer.statusCode());
                    }
                    return Optional.ofNullable(body.toJsonObject().getString("content"));
                }))
                .toCompletionStage());
    }

    private RequestOptions request() {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .setTimeout(ANSWER_WITHIN.toMillis())
                .putHeader("Accept", "application/json")
                .putHeader("Authorization", "Bearer " + token.get());
    }
}
