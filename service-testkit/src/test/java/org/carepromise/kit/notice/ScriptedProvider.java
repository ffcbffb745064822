package org.carepromise.kit.notice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A provider of text messages that answers as it was told: {@code PUT /script} with statuses, one a line, the last one for
 * all that follow; {@code GET /received} lists the keys of what came.
 */
public final class ScriptedProvider implements QuarkusTestResourceLifecycleManager {

    private final Deque<Integer> script = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
        return Map.of(
                "carepromise.channels.sms.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/sms");
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        var answer = "";
        switch (exchange.getRequestURI().getPath()) {
            case "/script" -> {
                script.clear();
                received.clear();
                body.lines().map(Integer::valueOf).forEach(script::add);
            }
            case "/received" -> answer = String.join("\n", received);
            default -> {
                received.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                status = script.size() > 1 ? script.poll() : script.isEmpty() ? 200 : script.peek();
                answer = "Canaria +12175557788: " + body;
            }
        }
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
