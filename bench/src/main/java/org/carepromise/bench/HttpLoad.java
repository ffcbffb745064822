package org.carepromise.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * Asks over HTTP: one connection each client, kept alive, all on one event loop, so that the load takes as little of the
 * machine as it can.
 */
final class HttpLoad implements Load {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private static final Set<Integer> DONE = Set.of(200, 201, 204);

    private final String name;
    private final URI address;
    private final Function<SplittableRandom, Asked> asked;
    private final Vertx vertx;
    private final SplittableRandom random = new SplittableRandom();

    /** @param asked the next request, unlike any before */
    HttpLoad(String name, URI address, Function<SplittableRandom, Asked> asked, Vertx vertx) {
        this.name = name;
        this.address = address;
        this.asked = asked;
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Measured run(int clients, Duration time) throws InterruptedException {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(clients).setKeepAlive(true));
        try {
            var stretch = new Stretch(client, clients, System.nanoTime(), time);
            vertx.getOrCreateContext().runOnContext(begin -> {
                for (int i = 0; i < clients; i++) {
                    stretch.send();
                }
            });
            if (!stretch.over.await(time.plus(ANSWERED_WITHIN).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " does not answer");
            }
            return stretch.measured();
        } finally {
            client.close();
        }
    }

    /** Lives on the event loop alone, until it is over. */
    private final class Stretch {

        private final HttpClient client;
        private final long startedAtNanos;
        private final Duration time;
        private final CountDownLatch over;
        private final Map<String, Integer> refused = new HashMap<>();
        private long[] micros = new long[1 << 16];
        private int booked;
        private long lastAtNanos;

        private Stretch(HttpClient client, int clients, long startedAtNanos, Duration time) {
            this.client = client;
            this.startedAtNanos = startedAtNanos;
            this.time = time;
            this.over = new CountDownLatch(clients);
        }

        private void next() {
            if (System.nanoTime() - startedAtNanos < time.toNanos()) {
                send();
            } else {
                over.countDown();
            }
        }

        private void send() {
            long now = System.nanoTime();
            var next = asked.apply(random);
            client.request(request(next))
                    .compose(request -> request.send(Buffer.buffer(next.body())))
                    .compose(answer -> answer.body().map(body -> refusal(answer, body)))
                    .onSuccess(refusal -> note(refusal, System.nanoTime() - now))
                    .onFailure(failure -> note(failure.getClass().getSimpleName(), 0))
                    .onComplete(answered -> next());
        }

        private RequestOptions request(Asked next) {
            var request = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(address.getHost())
                    .setPort(address.getPort())
                    .setURI(next.path())
                    .putHeader("Content-Type", "application/json");
            next.headers().forEach(request::putHeader);
            return request;
        }

        private void note(String refusal, long nanos) {
            lastAtNanos = System.nanoTime();
            if (!refusal.isEmpty()) {
                refused.merge(refusal, 1, Integer::sum);
                return;
            }
            if (booked == micros.length) {
                micros = Arrays.copyOf(micros, 2 * booked);
            }
            micros[booked++] = nanos / 1_000;
        }

        private Measured measured() {
            return new Measured(Arrays.copyOf(micros, booked), refused, Duration.ofNanos(lastAtNanos - startedAtNanos));
        }
    }

    /** @return the status and problem code, or nothing where it was done */
    private static String refusal(HttpClientResponse answer, Buffer body) {
        if (DONE.contains(answer.statusCode())) {
            return "";
        }
        var code = body.toString().replaceAll("(?s).*\"code\":\"([a-z-]+)\".*", "$1");
        return answer.statusCode() + (code.length() < 60 ? " " + code : "");
    }
}
