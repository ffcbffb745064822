package org.carepromise.kit.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;

/**
 * Posts messages to a provider. Bounded in time and bytes, follows no redirect, and reads of the answer what decides: its
 * status and {@code Retry-After}.
 */
@Singleton
class HttpPost {

    /** No answer is longer that has a reason to be; the rest is cut off together with its connection. */
    private static final long LONGEST_ANSWER = 64 * 1024;

    private final HttpClient client;
    private final Duration connectWithin;
    private final Duration answerWithin;

    @Inject
    HttpPost(Vertx vertx, ChannelsConfig config) {
        this(vertx, config.connectWithin(), config.answerWithin());
    }

    HttpPost(Vertx vertx, Duration connectWithin, Duration answerWithin) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(16)
                .setMaxWaitQueueSize(256)
                .setConnectTimeout((int) connectWithin.toMillis()));
        this.connectWithin = connectWithin;
        this.answerWithin = answerWithin;
    }

    Uni<Receipt> send(URI url, Optional<String> token, Outgoing message) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setConnectTimeout(connectWithin.toMillis())
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", message.key());
        token.ifPresent(secret -> options.putHeader("Authorization", "Bearer " + secret));
        var body = new JsonObject()
                .put("channel", message.channel().name())
                .put("purpose", message.purpose())
                .put("subject", message.subject())
                .put("text", message.text());
        if (message.channel() == Channel.SMS || message.channel() == Channel.PUSH) {
            body.put("to", message.to());
        }
        var known = new AtomicReference<>(Receipt.tryLater("no-connection"));
        return Uni.createFrom()
                .<Receipt>emitter(emitter -> post(options, body, known, emitter))
                .ifNoItem()
                .after(answerWithin)
                .recoverWithItem(known::get);
    }

    private void post(
            RequestOptions options, JsonObject body, AtomicReference<Receipt> known, UniEmitter<? super Receipt> done) {
        client.request(options)
                .compose(request -> {
                    known.set(Receipt.tryLater("no-answer"));
                    // Also when the time is over: nothing is left open that nobody waits for.
                    done.onTermination(request::reset);
                    return request.send(body.toBuffer());
                })
                .onFailure(failure -> done.complete(known.get()))
                .onSuccess(response -> {
                    known.set(ReceiptRules.ofHttp(response.statusCode(), response.getHeader("Retry-After")));
                    readToTheEnd(response, () -> done.complete(known.get()));
                });
    }

    private static void readToTheEnd(HttpClientResponse response, Runnable end) {
        var bytes = new AtomicLong();
        response.handler(part -> {
            if (bytes.addAndGet(part.length()) > LONGEST_ANSWER) {
                end.run();
            }
        });
        response.exceptionHandler(broken -> end.run());
        response.endHandler(complete -> end.run());
    }
}
