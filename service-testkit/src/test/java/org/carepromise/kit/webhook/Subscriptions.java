package org.carepromise.kit.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.event.Event;
import org.carepromise.kit.event.EventLog;
import org.carepromise.kit.event.EventRelay;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;

/** The webhook endpoints as an integration uses them, and events to be told of. */
@ApplicationScoped
@Unremovable
class Subscriptions {

    static final String ENDPOINTS = "/v1/sample/webhook-endpoints";

    private final Transactions transactions;
    private final EventLog events;
    private final EventRelay relay;
    private final WebhookPump pump;
    private final ProductClock clock;

    Subscriptions(Transactions transactions, EventLog events, EventRelay relay, WebhookPump pump, ProductClock clock) {
        this.transactions = transactions;
        this.events = events;
        this.relay = relay;
        this.pump = pump;
        this.clock = clock;
    }

    static String integration(String subject, String... sites) {
        return Tokens.sign(Tokens.of(Role.INTEGRATION, subject).claim(Claims.SITES, List.of(sites)));
    }

    static RequestSpecification as(String token) {
        return given().auth().oauth2(token).header("On-Behalf-Of-Agent", "agent-ana");
    }

    static RequestSpecification as(String token, Object body) {
        return as(token).contentType(ContentType.JSON).body(body);
    }

    static Response register(String token, Map<String, Object> body) {
        return as(token, body)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post(ENDPOINTS);
    }

    /** @return id, secret and all */
    static Map<String, Object> registered(String token, String url, String... types) {
        return new HashMap<>(register(token, Map.of("url", url, "types", List.of(types)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("$"));
    }

    /** A type that no other test has. */
    static String type() {
        return "carepromise.t" + UUID.randomUUID().toString().replace("-", "") + ".happened.v1";
    }

    /** Appends an event and numbers it. */
    void happens(String type, String subject, String site, int number) {
        transactions
                .run(tx -> events.append(
                        tx,
                        Event.of(
                                type,
                                subject,
                                site,
                                tx.now(),
                                Map.of("number", number, "contactKey", "of-services-alone"))))
                .await()
                .indefinitely();
        while (relay.relayOnce().await().indefinitely()) {
            // again
        }
    }

    void happens(String type, String subject, int number) {
        happens(type, subject, "springfield", number);
    }

    void fanOut() {
        pump.fanOut().await().indefinitely();
    }

    /** Queues and sends until nothing is due now. */
    void pumpAll() {
        fanOut();
        while (pump.deliverDue(clock.machineInstant()).await().indefinitely() > 0) {
            // again
        }
    }
}
