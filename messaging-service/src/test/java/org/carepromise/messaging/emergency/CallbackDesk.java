package org.carepromise.messaging.emergency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A callback service on the loopback, which answers what a test has it answer. */
final class CallbackDesk implements AutoCloseable {

    record Asked(String path, Map<String, List<String>> headers, JsonObject body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile int status = 201;
    volatile int priorityStatus = 200;
    volatile String state = "QUEUED";
    volatile String releaseAt = "2026-01-01T08:00:00-06:00";

    private final HttpServer server;

    CallbackDesk() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        asked.add(new Asked(path, Map.copyOf(exchange.getRequestHeaders()), body));
        var answer = JsonObject.of("id", "cbk_1", "state", state, "releaseAt", releaseAt)
                .encode()
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(path.endsWith("/priority") ? priorityStatus : status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
