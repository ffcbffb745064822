package org.carepromise.kit.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import org.carepromise.kit.event.EventJson;

/**
 * Sends one message to one receiver and says how that ended; it never fails. It connects to the address that was checked,
 * under the URL's name in Host and TLS, through no proxy, and follows no redirect.
 */
@ApplicationScoped
class WebhookSender {

    private static final int MOST_OF_AN_ANSWER = 64 * 1024;
    private static final int CONNECTIONS_PER_ADDRESS = 16;
    // below the five seconds after which common servers close an idle connection
    private static final int IDLE_SECONDS = 4;

    private final AddressGuard guard;
    private final WebhooksConfig config;
    private final HttpClient client;

    @Inject
    WebhookSender(Vertx vertx, AddressGuard guard, WebhooksConfig config) {
        this(vertx, guard, config, new HttpClientOptions());
    }

    WebhookSender(Vertx vertx, AddressGuard guard, WebhooksConfig config, HttpClientOptions tls) {
        this.guard = guard;
        this.config = config;
        this.client = vertx.createHttpClient(
                tls.setKeepAliveTimeout(IDLE_SECONDS)
                        .setConnectTimeout(
                                Math.toIntExact(config.connectWithin().toMillis())),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_ADDRESS));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * @param secrets sign the message, newest first
     * @param at real time, for the header {@code webhook-timestamp}
     */
    Uni<AttemptOutcome> send(String url, List<String> secrets, WebhookMessage message, Instant at) {
        var target = WebhookUrl.parse(url);
        if (target.isEmpty()) {
            return Uni.createFrom().item(AttemptOutcome.failed(AttemptFailure.ADDRESS));
        }
        return guard.addressOf(target.get())
                .flatMap(address -> exchange(request(target.get(), address, secrets, message, at), message))
                .onFailure()
                .recoverWithItem(failure -> AttemptOutcome.failed(kindOf(failure)));
    }

    private static RequestOptions request(
            WebhookUrl url, InetAddress address, List<String> secrets, WebhookMessage message, Instant at) {
        long timestamp = at.getEpochSecond();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.target())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.CONTENT_TYPE, EventJson.MEDIA_TYPE)
                .putHeader(HttpHeaders.USER_AGENT, "CarePromise-Webhooks")
                .putHeader("webhook-id", message.id())
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", WebhookSignature.of(secrets, message.id(), timestamp, message.body()));
    }

    private Uni<AttemptOutcome> exchange(RequestOptions options, WebhookMessage message) {
        return Uni.createFrom()
                .<AttemptOutcome>emitter(emitter -> {
                    var over = new AtomicBoolean();
                    emitter.onTermination(() -> over.set(true));
                    client.request(options).onFailure(emitter::fail).onSuccess(request -> {
                        // what comes late, or drips, is cut off together with its connection
                        emitter.onTermination(() -> {
                            over.set(true);
                            request.reset();
                        });
                        if (over.get()) {
                            request.reset();
                            return;
                        }
                        request.response()
                                .onFailure(emitter::fail)
                                .onSuccess(response -> read(response, request, emitter));
                        request.send(Buffer.buffer(message.body())).onFailure(emitter::fail);
                    });
                })
                .ifNoItem()
                .after(config.answerWithin())
                .fail();
    }

    /** The status is what counts; the rest is read so that the connection can be used again, up to a limit. */
    private static void read(
            HttpClientResponse response, HttpClientRequest request, UniEmitter<? super AttemptOutcome> emitter) {
        var outcome = AttemptOutcome.answered(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER));
        var read = new int[1];
        response.handler(part -> {
            read[0] += part.length();
            if (read[0] > MOST_OF_AN_ANSWER) {
                emitter.complete(outcome);
                request.reset();
            }
        });
        response.exceptionHandler(emitter::fail);
        response.endHandler(end -> emitter.complete(outcome));
    }

    private static AttemptFailure kindOf(Throwable failure) {
        if (failure instanceof UrlRefused) {
            return AttemptFailure.ADDRESS;
        }
        if (failure instanceof TimeoutException) {
            return AttemptFailure.TIMEOUT;
        }
        return failure instanceof SSLException || failure.getCause() instanceof SSLException
                ? AttemptFailure.TLS
                : AttemptFailure.CONNECTION;
    }
}
