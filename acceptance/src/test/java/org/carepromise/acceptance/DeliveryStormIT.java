package org.carepromise.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Webhooks from two replicas that are killed at random, to receivers that dawdle and fail: every event gets its position
 * once and arrives at least once, always under its own id, and each subject's arrive first in their order.
 */
@Tag("full")
class DeliveryStormIT {

    private static final int ENDPOINTS = 16;
    private static final int SUBJECTS_EACH = 10;
    private static final int EVENTS_EACH = 12;
    private static final int EVENTS = ENDPOINTS * SUBJECTS_EACH * EVENTS_EACH;
    private static final int KILLS = 10;

    private static final String APPEND =
            """
            INSERT INTO event (id, type, subject, site_id, time, data)
            VALUES (?, ?, ?, 'springfield', ?, jsonb_build_object('number', ?::int))
            """;

    private static final String NUMBERED_WRONGLY =
            """
            SELECT concat_ws(' ', subject, seq, position) FROM (
                SELECT *, lag(position) OVER (PARTITION BY subject ORDER BY seq) AS before FROM event
                 WHERE type LIKE 'storm.%') AS ordered
             WHERE position IS NULL OR before >= position
            """;

    private static final String UNDELIVERED =
            """
            SELECT concat_ws(' ', subject, position, state, attempts) FROM webhook_delivery WHERE state <> 'DELIVERED'
            """;

    @Test
    void eventsArriveUnderTheirIdsAndInTheirOrderWhileReplicasAreKilledTenTimes() throws SQLException {
        try (var replicas = new TwoReplicas(Map.of("carepromise.webhooks.answer-within", "PT3S"))) {
            var storm = new Storm(replicas, "webhooks");
            try (var receiver = new Receiver(storm.random().nextLong())) {
                var began = Instant.now();
                register(replicas, receiver);
                var appended = CompletableFuture.runAsync(() -> append(replicas));
                storm.rage(KILLS, () -> receiver.arrived().size(), EVENTS);
                appended.join();
                storm.until(() -> receiver.ids().size() == EVENTS);
                storm.until(
                        () -> replicas.number("SELECT count(*) FROM webhook_delivery WHERE state = 'PENDING'") == 0);
                System.out.printf(
                        "webhooks: %d events, %d requests, %d refused by the receiver, %d kills, %s%n",
                        receiver.ids().size(),
                        receiver.arrived().size(),
                        receiver.refused.get(),
                        KILLS,
                        Duration.between(began, Instant.now()));
                check(replicas, receiver);
            }
        }
    }

    private static void check(TwoReplicas replicas, Receiver receiver) {
        assertThat(replicas.read(NUMBERED_WRONGLY, row -> row.getString(1)))
                .as("numbered wrongly")
                .isEmpty();
        assertThat(replicas.number("SELECT count(DISTINCT position) FROM event WHERE type LIKE 'storm.%'"))
                .isEqualTo(EVENTS);
        assertThat(replicas.number("SELECT max(position) - count(*) FROM event"))
                .as("positions without an event")
                .isZero();
        assertThat(replicas.read(UNDELIVERED, row -> row.getString(1))).isEmpty();

        Map<String, String> idOf = new HashMap<>();
        Map<String, List<Integer>> firsts = new HashMap<>();
        for (var each : receiver.arrived()) {
            var before = idOf.putIfAbsent(each.subject() + " " + each.number(), each.id());
            if (before == null) {
                firsts.computeIfAbsent(each.subject(), subject -> new ArrayList<>())
                        .add(each.number());
            } else {
                assertThat(each.id()).as("the id of a repeat").isEqualTo(before);
            }
        }
        assertThat(new HashSet<>(idOf.values())).hasSize(EVENTS);
        assertThat(firsts).hasSize(ENDPOINTS * SUBJECTS_EACH);
        assertThat(firsts.values()).allSatisfy(numbers -> assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EVENTS_EACH).boxed().toList()));
    }

    /** As EventLog does, a transaction each, from several sides at once; a subject's come from one side. */
    private static void append(TwoReplicas replicas) {
        int sides = 4;
        var threads = Executors.newFixedThreadPool(sides);
        try {
            CompletableFuture.allOf(IntStream.range(0, sides)
                            .mapToObj(side ->
                                    CompletableFuture.runAsync(() -> appendOneIn(sides, side, replicas), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    private static void appendOneIn(int sides, int side, TwoReplicas replicas) {
        try (var connection = replicas.connect();
                var insert = connection.prepareStatement(APPEND)) {
            for (int number = 1; number <= EVENTS_EACH; number++) {
                for (int which = side; which < ENDPOINTS * SUBJECTS_EACH; which += sides) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setString(2, type(which % ENDPOINTS));
                    insert.setString(3, "thing_" + which);
                    insert.setObject(4, Instant.now().atOffset(ZoneOffset.UTC));
                    insert.setInt(5, number);
                    insert.executeUpdate();
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void register(TwoReplicas replicas, Receiver receiver) {
        var token = Tokens.of(Role.INTEGRATION, "storm")
                .claim(Claims.SITES, List.of("*"))
                .sign(replicas.signing());
        for (int i = 0; i < ENDPOINTS; i++) {
            given().baseUri(replicas.url(i % 2))
                    .auth()
                    .oauth2(token)
                    .header("On-Behalf-Of-Agent", "storm")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .contentType(ContentType.JSON)
                    .body(Map.of("url", receiver.url(i), "types", List.of(type(i))))
                    .post("/v1/scheduling/webhook-endpoints")
                    .then()
                    .statusCode(201);
        }
    }

    private static String type(int endpoint) {
        return "storm.happened-" + endpoint + ".v1";
    }

    /** What came to a receiver, in its order. */
    private record Arrived(String id, String subject, int number) {}

    /** Takes down all that comes, then answers: late, or with an error, once in a while. */
    private static final class Receiver implements AutoCloseable {

        private static final int FAILS_ONCE_IN = 40;
        private static final int DAWDLES_ONCE_IN = 10;
        private static final Executor LATER = CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS);

        private final ConcurrentLinkedQueue<Arrived> arrived = new ConcurrentLinkedQueue<>();
        private final AtomicInteger refused = new AtomicInteger();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final Random random;
        private final HttpServer server;

        private Receiver(long seed) {
            random = new Random(seed);
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            server.setExecutor(threads);
            server.createContext("/", this::take);
            server.start();
        }

        private String url(int endpoint) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + endpoint;
        }

        private List<Arrived> arrived() {
            return List.copyOf(arrived);
        }

        private Set<String> ids() {
            var ids = new HashSet<String>();
            arrived.forEach(each -> ids.add(each.id()));
            return ids;
        }

        private void take(HttpExchange exchange) throws IOException {
            var event = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            arrived.add(new Arrived(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    event.getString("subject"),
                    event.getJsonObject("data").getInteger("number")));
            int status = random.nextInt(FAILS_ONCE_IN) == 0 ? 503 : 204;
            if (status == 503) {
                refused.incrementAndGet();
            }
            if (random.nextInt(DAWDLES_ONCE_IN) == 0) {
                LATER.execute(() -> answer(exchange, status));
            } else {
                answer(exchange, status);
            }
        }

        private static void answer(HttpExchange exchange, int status) {
            try {
                exchange.sendResponseHeaders(status, -1);
            } catch (IOException gone) {
                // the sender was killed; nobody waits for the answer
            }
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
