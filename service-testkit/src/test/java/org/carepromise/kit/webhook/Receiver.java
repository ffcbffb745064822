package org.carepromise.kit.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.json.JsonObject;

/** An integrator's receiver on loopback: keeps what it is sent, and answers as a test tells it to. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Answers answers = exchange -> answer(exchange, 204);

    interface Answers {
        void to(HttpExchange exchange) throws IOException;
    }

    /** A request as it came. */
    record Received(String path, HttpHeaders headers, String body) {

        String id() {
            return header("webhook-id");
        }

        long timestamp() {
            return Long.parseLong(header("webhook-timestamp"));
        }

        String signatures() {
            return header("webhook-signature");
        }

        String header(String name) {
            return headers.firstValue(name).orElseThrow();
        }

        JsonObject json() {
            return new JsonObject(body);
        }

        String subject() {
            return json().getString("subject");
        }

        int number() {
            return json().getJsonObject("data").getInteger("number");
        }

        /** Asks the library of Standard Webhooks. */
        boolean verifiesWith(String secret) {
            try {
                new Webhook(secret).verify(body, headers);
                return true;
            } catch (WebhookVerificationException refused) {
                return false;
            } catch (EmptyWebhookSecretException impossible) {
                throw new IllegalArgumentException(impossible);
            }
        }
    }

    Receiver() {
        this(null);
    }

    /** @param tls for https, or null */
    Receiver(SSLContext tls) {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls == null) {
                server = HttpServer.create(here, 0);
            } else {
                var secure = HttpsServer.create(here, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
            server.setExecutor(threads);
            server.createContext("/", this::take);
            server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestURI().toString(),
                HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true),
                body));
        answers.to(exchange);
    }

    static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    void answers(Answers next) {
        answers = next;
    }

    void answers(int status) {
        answers = exchange -> answer(exchange, status);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?token=hush";
    }

    List<Received> received() {
        return received;
    }

    List<String> ids() {
        return received.stream().map(Received::id).toList();
    }

    List<Integer> numbers() {
        return received.stream().map(Received::number).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
