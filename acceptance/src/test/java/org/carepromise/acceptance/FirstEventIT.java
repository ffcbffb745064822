package org.carepromise.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A booking is heard of in every face of the event log, and the patient is told and reminded, through the front door. */
@ExtendWith(WholeProduct.class)
class FirstEventIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOOKED = "carepromise.appointment.booked.v1";

    @Test
    void aBookingReachesWebhookFeedAndStreamAndItsReminderTheInboxWhenTheClockMoves() throws Exception {
        var visitType = "heard-" + UUID.randomUUID();
        var provider = FrontDoor.openClinic(visitType, 1);
        var crm = FrontDoor.token("integration", "crm-" + UUID.randomUUID(), Map.of("sites", List.of("springfield")));
        var received = new LinkedBlockingQueue<Received>();
        var receiver = receiver(received);
        try (var stream = new Stream(crm)) {
            as(crm).header("Idempotency-Key", UUID.randomUUID().toString())
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "url",
                            "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                            "types",
                            List.of(BOOKED)))
                    .post("/v1/scheduling/webhook-endpoints")
                    .then()
                    .statusCode(201);

            var mail = UUID.randomUUID() + "@example.org";
            var id = book(visitType, provider, mail);

            var heard = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(heard).as("the webhook").isNotNull();
            assertThat(heard.signature()).startsWith("v1,");
            assertThat(heard.subject()).isEqualTo(id);
            assertThat(heard.body()).doesNotContain("Ada", mail);
            assertThat(stream.idsOf(BOOKED, PATIENCE)).contains(id);
            List<String> fed = as(crm).get("/v1/scheduling/events?subject={id}", id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.type");
            assertThat(fed).contains(BOOKED);

            moveOn(Duration.ofDays(8));
            assertThat(inboxOf(mail)).contains("appointment-confirmed", "appointment-reminder");
        } finally {
            receiver.stop(0);
        }
    }

    private record Received(String id, String signature, String subject, String body) {}

    private static HttpServer receiver(BlockingQueue<Received> received) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    JsonPath.from(body).getString("subject"),
                    body));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static RequestSpecification as(String crm) {
        return FrontDoor.through(crm).header("On-Behalf-Of-Agent", "agent-ana");
    }

    private static String book(String visitType, String provider, String mail) {
        var id = "pat-" + UUID.randomUUID();
        var patient = FrontDoor.token("patient", id, Map.of("patientId", id));
        String slot = FrontDoor.through(patient)
                .get(
                        "/v1/availability?visitType={type}&provider={id}&from={from}&limit=1",
                        visitType,
                        provider,
                        FrontDoor.now().plus(Duration.ofDays(9)).toString())
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].slotId");
        return FrontDoor.post(
                        patient,
                        "/v1/appointments",
                        Map.of(
                                "slotId", slot,
                                "visitType", visitType,
                                "patient", Map.of("name", "Ada Moreno", "email", mail)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void moveOn(Duration by) {
        FrontDoor.moveClock(FrontDoor.now().plus(by));
    }

    private static List<String> inboxOf(String mail) {
        return given().baseUri(WholeProduct.gateway())
                .get("/v1/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.to == '" + mail + "' }.purpose");
    }

    /** Server-Sent Events as a client reads them, through the gateway. */
    private static final class Stream implements AutoCloseable {

        private final BlockingQueue<String> data = new LinkedBlockingQueue<>();
        private final HttpResponse<java.io.InputStream> answer;

        Stream(String token) throws IOException, InterruptedException {
            answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(WholeProduct.gateway() + "/v1/scheduling/events/stream"))
                                    .header("Authorization", "Bearer " + token)
                                    .header("On-Behalf-Of-Agent", "agent-ana")
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            var reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data:")) {
                        data.add(line.substring(5));
                    }
                }
            } catch (IOException closed) {
                // the end of the test
            }
        }

        /** The subject of the next event of a type. */
        List<String> idsOf(String type, Duration within) throws InterruptedException {
            for (var next = data.poll(within.toSeconds(), TimeUnit.SECONDS);
                    next != null;
                    next = data.poll(within.toSeconds(), TimeUnit.SECONDS)) {
                var event = JsonPath.from(next);
                if (type.equals(event.getString("type"))) {
                    return List.of(event.getString("subject"));
                }
            }
            return List.of();
        }

        @Override
        public void close() {
            try {
                answer.body().close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
