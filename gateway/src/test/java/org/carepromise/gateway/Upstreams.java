package org.carepromise.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Real little services behind the gateway, and the sandbox's keys. */
public final class Upstreams implements QuarkusTestResourceLifecycleManager {

    /** The size of the streamed answer. */
    static final int REPORT_BYTES = 30 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final Clock schedulingClock = new Clock();
    private final Clock callbackClock = new Clock();
    private StaleServer stale;
    private Path keys;

    /** A test clock as the services have it. */
    private static final class Clock {
        private Duration ahead = Duration.ZERO;
        private boolean away;

        Instant now() {
            return Instant.now().plus(ahead);
        }
    }

    @Override
    public Map<String, String> start() {
        System.setProperty(Gateway.PLATFORM_TARGET_CHECK_OFF, "true");
        var pair = rsaKeys();
        keys = write(pair);
        var scheduling = listen(request -> scheduling(request, schedulingClock));
        var callback = listen(request -> callback(request, callbackClock));
        stale = new StaleServer();
        return Map.of(
                "carepromise.gateway.contracts",
                "sample-contracts",
                "carepromise.gateway.services.scheduling",
                "http://127.0.0.1:" + scheduling.actualPort(),
                "carepromise.gateway.services.callback",
                "http://127.0.0.1:" + callback.actualPort(),
                "carepromise.gateway.services.stale",
                "http://127.0.0.1:" + stale.port(),
                "carepromise.gateway.services.refusing",
                "http://127.0.0.1:" + closedPort(),
                "carepromise.gateway.answer-within",
                "2S",
                "carepromise.keys.directory",
                keys.toString(),
                "quarkus.oidc.public-key",
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        stale.close();
        try {
            Files.deleteIfExists(keys.resolve("token-private.pem"));
            Files.deleteIfExists(keys);
        } catch (IOException leftOver) {
            throw new UncheckedIOException(leftOver);
        }
    }

    private HttpServer listen(io.vertx.core.Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(32 * 1024))
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void scheduling(HttpServerRequest request, Clock clock) {
        switch (request.path()) {
            case "/v1/scheduling/reports" -> report(request);
            case "/v1/scheduling/imports" -> {
                if ("verdicts".equals(request.query())) {
                    verdicts(request);
                } else {
                    echo(request);
                }
            }
            case "/v1/scheduling/stalled" -> request.handler(chunk -> {});
            case "/v1/scheduling/broken" ->
                request.response()
                        .putHeader("content-length", "1000")
                        .write("the beginning")
                        .onComplete(written -> request.connection().close());
            case "/v1/scheduling/events/stream" ->
                request.response()
                        .setChunked(true)
                        .putHeader("content-type", "text/event-stream")
                        .write("data: first\n\n");
            case "/v1/appointments/gone" ->
                request.response().setStatusCode(204).end();
            case "/v1/appointments/unchanged" ->
                request.response().setStatusCode(304).putHeader("etag", "\"7\"").end();
            case "/v1/scheduling/sandbox/clock" -> clock(request, clock);
            case "/v1/scheduling/sandbox/inbox" -> inbox(request, "scheduling");
            default -> echo(request);
        }
    }

    private static void callback(HttpServerRequest request, Clock clock) {
        switch (request.path()) {
            case "/control/away" -> answer(request, 200, new JsonObject().put("away", clock.away = true));
            case "/control/back" -> answer(request, 200, new JsonObject().put("away", clock.away = false));
            case "/v1/callback/sandbox/clock" -> {
                if (clock.away) {
                    request.connection().close();
                } else {
                    clock(request, clock);
                }
            }
            case "/v1/callback/sandbox/inbox" -> inbox(request, "callback");
            default -> echo(request);
        }
    }

    private static void clock(HttpServerRequest request, Clock clock) {
        request.body().onSuccess(body -> {
            if (request.method().name().equals("POST")) {
                var to = body.toJsonObject().getInstant("to");
                if (to.isBefore(clock.now())) {
                    answer(request, 409, new JsonObject().put("code", "clock-moves-forward-only"));
                    return;
                }
                clock.ahead = Duration.between(Instant.now(), to);
            }
            answer(request, 200, new JsonObject().put("now", clock.now().toString()));
        });
    }

    private static void inbox(HttpServerRequest request, String service) {
        answer(request, 200, new JsonObject().put("items", new JsonArray().add(new JsonObject().put("from", service))));
    }

    /** Says what arrived. */
    private static void echo(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new JsonObject();
            request.headers()
                    .names()
                    .forEach(name -> headers.put(
                            name.toLowerCase(java.util.Locale.ROOT),
                            new JsonArray(request.headers().getAll(name))));
            var port = request.connection().localAddress().port();
            request.response()
                    .putHeader("location", "http://127.0.0.1:" + port + "/v1/appointments/appt_1")
                    .putHeader("server", "upstream/1.0")
                    .putHeader("x-powered-by", "something")
                    .putHeader("connection", "keep-alive, x-hop")
                    .putHeader("x-hop", "1")
                    .putHeader("etag", "\"7\"");
            answer(
                    request,
                    200,
                    new JsonObject()
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("headers", headers)
                            .put("bodyBytes", body.length()));
        });
    }

    /** Answers each part of a body when it comes. */
    private static void verdicts(HttpServerRequest request) {
        var response = request.response().setChunked(true);
        request.handler(part -> response.write("taken: " + part.length() + "\n"));
        request.endHandler(end -> response.end("summary\n"));
    }

    private static void report(HttpServerRequest request) {
        var chunk = Buffer.buffer(new byte[64 * 1024]);
        var response = request.response().setChunked(true);
        writeReport(response, chunk, REPORT_BYTES / chunk.length());
    }

    private static void writeReport(io.vertx.core.http.HttpServerResponse response, Buffer chunk, int left) {
        if (left == 0) {
            response.end();
        } else {
            response.write(chunk).onSuccess(written -> writeReport(response, chunk, left - 1));
        }
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.toBuffer());
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    private static KeyPair rsaKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    private static Path write(KeyPair pair) {
        try {
            var folder = Files.createTempDirectory("gateway-keys");
            var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPrivate().getEncoded());
            Files.writeString(
                    folder.resolve("token-private.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
