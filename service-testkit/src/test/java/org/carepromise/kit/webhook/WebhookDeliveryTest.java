package org.carepromise.kit.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import com.standardwebhooks.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.webhook.WebhookDelivery.Claimed;
import org.carepromise.kit.webhook.WebhookMeters.Outcome;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

@SampleTest
class WebhookDeliveryTest {

    private static final String CRM = Subscriptions.integration("crm", "springfield", "chatham");

    @Inject
    Subscriptions subscriptions;

    @Inject
    WebhookPump pump;

    @Inject
    ProductClock clock;

    @Inject
    Transactions transactions;

    @Inject
    WebhookDeliveryStore deliveries;

    @Inject
    RecordAttempt recordAttempt;

    @Inject
    WebhookMeters webhookMeters;

    @Inject
    MeterRegistry meters;

    private final String type = Subscriptions.type();
    private final Receiver receiver = new Receiver();

    @BeforeEach
    @AfterEach
    void forgetEndpoints() {
        Behind.change("DELETE FROM webhook_endpoint");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void anEventArrivesAsACloudEventThatTheLibraryOfStandardWebhooksVerifies() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        subscriptions.happens(type, "appt_1", 7);
        subscriptions.pumpAll();
        assertThat(receiver.received()).hasSize(1);
        var received = receiver.received().get(0);
        assertThat(received.verifiesWith((String) endpoint.get("secret"))).isTrue();
        assertThat(received.verifiesWith(WebhookSignature.newSecret())).isFalse();
        assertThat(received.path()).isEqualTo("/hook?token=hush");
        assertThat(received.header("content-type")).isEqualTo("application/cloudevents+json");
        assertThat(Instant.ofEpochSecond(received.timestamp()))
                .isBetween(clock.machineInstant().minusSeconds(60), clock.machineInstant());
        var event = received.json();
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("id")).isEqualTo(received.id()).startsWith("evt_");
        assertThat(event.getString("source")).isEqualTo("/v1/sample");
        assertThat(event.getString("type")).isEqualTo(type);
        assertThat(event.getString("subject")).isEqualTo("appt_1");
        assertThat(event.getString("position")).matches("[1-9]\\d*");
        assertThat(event.getString("siteid")).isEqualTo("springfield");
        assertThat(Instant.parse(event.getString("time"))).isBeforeOrEqualTo(clock.instant());
        assertThat(event.getJsonObject("data").getMap()).isEqualTo(Map.of("number", 7));
    }

    @Test
    void duringARotationBothSecretsVerifyAndAfterwardsTheNewOneAlone() throws Exception {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        var before = (String) endpoint.get("secret");
        String after = Subscriptions.as(CRM, Map.of())
                .post(path(endpoint) + "/secret-rotation")
                .path("secret");
        assertThat(after).isNotEqualTo(before);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.pumpAll();
        var both = receiver.received().get(0);
        assertThat(both.verifiesWith(before)).isTrue();
        assertThat(both.verifiesWith(after)).isTrue();

        subscriptions.happens(type, "appt_1", 2);
        subscriptions.fanOut();
        var later = clock.machineInstant().plus(Duration.ofHours(24));
        assertThat(deliverDue(later)).isEqualTo(1);
        var one = receiver.received().get(1);
        assertThat(one.timestamp()).isEqualTo(later.getEpochSecond());
        assertThat(one.signatures()).isEqualTo(new Webhook(after).sign(one.id(), one.timestamp(), one.body()));
    }

    @Test
    void onlyWhatIsAskedForArrives() {
        var other = Subscriptions.type();
        Subscriptions.registered(CRM, receiver.url(), type.replace("happened.v1", "*"));
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.happens(other, "appt_1", 2);
        subscriptions.happens(type.replace("happened", "ended"), "appt_1", 3);
        subscriptions.happens(type, "appt_2", "honolulu", 4);
        subscriptions.happens(type, "appt_2", "*", 5);
        subscriptions.happens(type.replace(".happened.v1", "x.happened.v1"), "appt_2", 6);
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactlyInAnyOrder(1, 3, 5);
    }

    @Test
    void whatTellsOfWebhooksIsNotSentByWebhook() {
        Subscriptions.registered(CRM, receiver.url());
        subscriptions.happens("carepromise.webhook-delivery.died.v1", "whe_1", 1);
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.pumpAll();
        assertThat(receiver.received().stream().map(each -> each.json().getString("type")))
                .contains(type)
                .noneMatch(each -> each.startsWith("carepromise.webhook"));
    }

    @Test
    void anEndpointHearsOfWhatHappensAfterItIsThere() {
        subscriptions.happens(type, "appt_1", 1);
        Subscriptions.registered(CRM, receiver.url(), type);
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactly(2);
    }

    @Test
    void whatFailsIsSentAgainUnderTheSameIdWithAFreshTimestamp() {
        Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(500);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.pumpAll();
        receiver.answers(200);
        var later = clock.machineInstant().plusSeconds(60);
        assertThat(deliverDue(later)).isEqualTo(1);
        assertThat(deliverDue(later.plus(Duration.ofDays(1)))).isZero();
        var first = receiver.received().get(0);
        var second = receiver.received().get(1);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.timestamp()).isEqualTo(later.getEpochSecond()).isGreaterThan(first.timestamp());
        assertThat(second.signatures()).isNotEqualTo(first.signatures());
    }

    @Test
    void aSubjectsNextEventWaitsForTheOneBeforeAndOtherSubjectsDoNot() {
        Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(exchange -> Receiver.answer(
                exchange,
                receiver.received().stream()
                                .filter(each -> each.id()
                                        .equals(exchange.getRequestHeaders().getFirst("webhook-id")))
                                .anyMatch(each -> each.subject().equals("appt_1"))
                        ? 500
                        : 200));
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.happens(type, "appt_2", 3);
        subscriptions.pumpAll();
        subscriptions.happens(type, "appt_1", 4);
        subscriptions.happens(type, "appt_2", 5);
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsOnly(1, 3, 5).endsWith(5);
        receiver.answers(200);
        receiver.received().clear();
        for (int i = 1; i <= 4; i++) {
            deliverDue(clock.machineInstant().plus(Duration.ofHours(i)));
        }
        assertThat(receiver.numbers()).containsExactly(1, 2, 4);
    }

    @Test
    void atMostFourEventsAreOnTheirWayToAnEndpoint() {
        Subscriptions.registered(CRM, receiver.url(), type);
        var hold = new CountDownLatch(1);
        receiver.answers(exchange -> {
            await(hold);
            Receiver.answer(exchange, 200);
        });
        for (int i = 0; i < 10; i++) {
            subscriptions.happens(type, "appt_" + i, i);
        }
        subscriptions.fanOut();
        var round = pump.deliverDue(clock.machineInstant()).subscribeAsCompletionStage();
        Awaitility.await().until(() -> receiver.received().size() == 4);
        assertThat(deliverDue(clock.machineInstant())).isZero();
        hold.countDown();
        assertThat(round.join()).isEqualTo(4);
        subscriptions.pumpAll();
        assertThat(receiver.ids()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void ofTwoPumpsRacingEachEventIsSentOnceAndInOrder() {
        Subscriptions.registered(CRM, receiver.url(), type);
        for (int i = 0; i < 60; i++) {
            subscriptions.happens(type, "appt_" + i % 6, i);
        }
        var done = new AtomicInteger();
        Race.of(4, pumpNumber -> {
            while (done.get() < 60) {
                pump.fanOut().await().indefinitely();
                done.addAndGet(deliverDue(clock.machineInstant()));
            }
            return null;
        });
        assertThat(receiver.ids()).hasSize(60).doesNotHaveDuplicates();
        for (int subject = 0; subject < 6; subject++) {
            var of = "appt_" + subject;
            assertThat(receiver.received().stream()
                            .filter(each -> each.subject().equals(of))
                            .map(Receiver.Received::number))
                    .hasSize(10)
                    .isSorted();
        }
    }

    @Test
    void whatACrashLeftBehindIsSentAgainUnderTheSameIdWhenItsLeaseIsOver() {
        Subscriptions.registered(CRM, receiver.url(), type);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.fanOut();
        var at = clock.machineInstant();
        var lost = claim(at);
        assertThat(lost).hasSize(1);
        assertThat(deliverDue(at.plusSeconds(59))).isZero();
        assertThat(deliverDue(at.plusSeconds(60))).isEqualTo(1);
        assertThat(deliverDue(at.plusSeconds(61))).isEqualTo(1);
        assertThat(receiver.numbers()).containsExactly(1, 2);
        assertThat(receiver.ids().get(0)).isEqualTo(lost.get(0).message().id());
    }

    @Test
    void aResultThatComesAfterItsLeaseChangesNothing() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.fanOut();
        var at = clock.machineInstant();
        var late = claim(at).get(0);
        var second = claim(at.plusSeconds(60)).get(0);
        for (int status : new int[] {500, 410, 200}) {
            assertThat(record(late, AttemptOutcome.answered(status, null), at.plusSeconds(61)))
                    .isEqualTo(Outcome.LATE);
        }
        Subscriptions.as(CRM)
                .get(path(endpoint))
                .then()
                .body("state", equalTo("ENABLED"))
                .body("failingSince", equalTo(null));
        assertThat(record(second, AttemptOutcome.answered(200, null), at.plusSeconds(62)))
                .isEqualTo(Outcome.DELIVERED);
        assertThat(record(second, AttemptOutcome.answered(200, null), at.plusSeconds(63)))
                .isEqualTo(Outcome.LATE);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + receiver.port() + "/elsewhere");
            Receiver.answer(exchange, 302);
        });
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.pumpAll();
        assertThat(receiver.received())
                .allSatisfy(each -> assertThat(each.path()).startsWith("/hook"));
        deliveriesOf(endpoint, "")
                .then()
                .body("items[0].state", equalTo("PENDING"))
                .body("items[0].lastStatus", equalTo(302))
                .body("items[0].lastFailure", equalTo("STATUS"));
    }

    @Test
    void aReceiverThatIsGoneIsDisabledAndGoesOnWithThatEventWhenItIsBack() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(410);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.pumpAll();
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.pumpAll();
        assertThat(deliverDue(clock.machineInstant().plus(Duration.ofDays(1)))).isZero();
        assertThat(receiver.received()).hasSize(1);
        Subscriptions.as(CRM)
                .get(path(endpoint))
                .then()
                .body("state", equalTo("DISABLED"))
                .body("disabledReason", equalTo("GONE"))
                .body("disabledAt", notNullValue())
                .body("version", equalTo(2));
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE type = 'carepromise.webhook-endpoint.disabled.v1' AND subject = ?",
                        endpoint.get("id")))
                .isEqualTo(1);
        receiver.answers(200);
        Subscriptions.as(CRM, Map.of())
                .post(path(endpoint) + "/enablement")
                .then()
                .statusCode(200)
                .body("state", equalTo("ENABLED"))
                .body("disabledReason", equalTo(null));
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactly(1, 1, 2);
    }

    @Test
    void aBusyReceiverIsLeftAloneUntilTheTimeThatItNamed() {
        Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "120");
            Receiver.answer(exchange, 429);
        });
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.fanOut();
        var at = clock.machineInstant();
        assertThat(deliverDue(at)).isEqualTo(1);
        receiver.answers(200);
        subscriptions.happens(type, "appt_2", 2);
        subscriptions.fanOut();
        assertThat(deliverDue(at.plusSeconds(119))).isZero();
        assertThat(deliverDue(at.plusSeconds(150))).isEqualTo(2);
    }

    @Test
    void anEventIsDeadAfter72HoursLetsItsSubjectGoOnAndCanBeReplayed() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(500);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.fanOut();
        var at = clock.machineInstant();
        assertThat(deliverDue(at)).isEqualTo(1);
        assertThat(deliverDue(at.plus(Duration.ofHours(71)))).isEqualTo(1);
        deliveriesOf(endpoint, "?state=DEAD").then().body("items", org.hamcrest.Matchers.empty());
        assertThat(deliverDue(at.plus(Duration.ofHours(72)).plusSeconds(1))).isEqualTo(1);
        deliveriesOf(endpoint, "?state=DEAD")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].attempts", equalTo(3))
                .body("items[0].lastStatus", equalTo(500))
                .body("items[0].type", equalTo(type))
                .body("items[0].endedAt", notNullValue());
        var event = deliveriesOf(endpoint, "?state=DEAD").<String>path("items[0].eventId");
        assertThat(Behind.select(
                        "SELECT data->>'eventId' FROM event WHERE type = 'carepromise.webhook-delivery.died.v1' AND subject = ?",
                        endpoint.get("id")))
                .containsExactly(event);

        receiver.answers(200);
        receiver.received().clear();
        assertThat(deliverDue(at.plus(Duration.ofHours(73)))).isEqualTo(1);
        assertThat(receiver.numbers()).containsExactly(2);
        Subscriptions.as(CRM, Map.of())
                .post(path(endpoint) + "/deliveries/" + event + "/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("PENDING"))
                .body("replay", equalTo(true));
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactly(2, 1);
        assertThat(receiver.ids().get(1)).isEqualTo(event);
    }

    @Test
    void anEndpointThatFailsForDaysIsDisabledAndSaysWhy() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(500);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.happens(type, "appt_2", 2);
        subscriptions.fanOut();
        var at = clock.machineInstant();
        deliverDue(at);
        deliverDue(at.plus(Duration.ofHours(119)));
        Subscriptions.as(CRM).get(path(endpoint)).then().body("state", equalTo("ENABLED"));
        subscriptions.happens(type, "appt_3", 3);
        subscriptions.fanOut();
        deliverDue(at.plus(Duration.ofDays(5)).plusSeconds(30));
        Subscriptions.as(CRM)
                .get(path(endpoint))
                .then()
                .body("state", equalTo("DISABLED"))
                .body("disabledReason", equalTo("FAILING"))
                .body("failingSince", notNullValue());
    }

    @Test
    void aSuccessForgivesWhatFailedBefore() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(500);
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.pumpAll();
        Subscriptions.as(CRM).get(path(endpoint)).then().body("failingSince", notNullValue());
        receiver.answers(200);
        deliverDue(clock.machineInstant().plusSeconds(60));
        Subscriptions.as(CRM).get(path(endpoint)).then().body("failingSince", equalTo(null));
    }

    @Test
    void aTimeIsReplayedWithoutWaitingForAnything() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        var from = clock.instant();
        for (int i = 1; i <= 3; i++) {
            subscriptions.happens(type, "appt_1", i);
        }
        subscriptions.happens(Subscriptions.type(), "appt_1", 4);
        subscriptions.pumpAll();
        var to = clock.instant();
        subscriptions.happens(type, "appt_1", 5);
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactly(1, 2, 3, 5);
        var first = receiver.ids();
        receiver.received().clear();
        Subscriptions.as(CRM, Map.of("from", from.toString(), "to", to.toString(), "requestId", "replay-" + type))
                .post(path(endpoint) + "/replays")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(3));
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(first).containsAll(receiver.ids());
    }

    @Test
    void theDeadAreReplayedTogether() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(500);
        for (int i = 1; i <= 3; i++) {
            subscriptions.happens(type, "appt_" + i, i);
        }
        subscriptions.fanOut();
        var at = clock.machineInstant();
        deliverDue(at);
        deliverDue(at.plus(Duration.ofHours(72)).plusSeconds(1));
        receiver.answers(200);
        receiver.received().clear();
        Subscriptions.as(CRM, Map.of("state", "DEAD", "requestId", "dead-" + type))
                .post(path(endpoint) + "/replays")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(3));
        subscriptions.pumpAll();
        assertThat(receiver.numbers()).containsExactlyInAnyOrder(1, 2, 3);
        deliveriesOf(endpoint, "?state=DEAD").then().body("items", org.hamcrest.Matchers.empty());
    }

    @Test
    void aTestEventIsSentAtOnceAndToldOf() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        receiver.answers(418);
        Subscriptions.as(CRM, Map.of())
                .post(path(endpoint) + "/test-event")
                .then()
                .statusCode(200)
                .body("delivered", equalTo(false))
                .body("status", equalTo(418))
                .body("failure", equalTo("STATUS"));
        receiver.answers(200);
        Subscriptions.as(CRM, Map.of())
                .post(path(endpoint) + "/test-event")
                .then()
                .body("delivered", equalTo(true))
                .body("status", equalTo(200))
                .body("failure", equalTo(null));
        var test = receiver.received().get(1);
        assertThat(test.json().getString("type")).isEqualTo("carepromise.webhook.test.v1");
        assertThat(test.json().getString("subject")).isEqualTo(endpoint.get("id"));
        assertThat(test.verifiesWith((String) endpoint.get("secret"))).isTrue();
        receiver.close();
        Subscriptions.as(CRM, Map.of())
                .post(path(endpoint) + "/test-event")
                .then()
                .body("delivered", equalTo(false))
                .body("status", equalTo(null))
                .body("failure", equalTo("CONNECTION"));
    }

    @Test
    void pagesOfDeliveriesHoldEachOnceNewestFirst() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        for (int i = 1; i <= 5; i++) {
            subscriptions.happens(type, "appt_" + i, i);
        }
        subscriptions.pumpAll();
        var subjects = new ArrayList<String>();
        String cursor = null;
        do {
            var page = deliveriesOf(endpoint, "?state=DELIVERED&limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            page.then().statusCode(200);
            subjects.addAll(page.path("items.subject"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(subjects).containsExactly("appt_5", "appt_4", "appt_3", "appt_2", "appt_1");
        var foreign = deliveriesOf(endpoint, "?limit=2").<String>path("nextCursor");
        deliveriesOf(endpoint, "?state=DEAD&cursor=" + foreign)
                .then()
                .statusCode(400)
                .body("code", equalTo("cursor-invalid"));
    }

    @Test
    void metricsCountAttemptsAndTheBacklogByEndpointIdAlone() {
        var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
        var id = (String) endpoint.get("id");
        subscriptions.happens(type, "appt_1", 1);
        subscriptions.pumpAll();
        receiver.answers(500);
        subscriptions.happens(type, "appt_1", 2);
        subscriptions.happens(type, "appt_1", 3);
        subscriptions.pumpAll();
        webhookMeters.measure().await().indefinitely();
        var attempts = meters.get("carepromise.webhook.attempts").tag("endpoint", id);
        assertThat(attempts.tag("outcome", "delivered").counter().count()).isEqualTo(1);
        assertThat(meters.get("carepromise.webhook.attempts")
                        .tags("endpoint", id, "outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("carepromise.webhook.pending")
                        .tag("endpoint", id)
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(meters.get("carepromise.webhook.dead")
                        .tag("endpoint", id)
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("carepromise.webhook.oldest.pending.seconds")
                        .tag("endpoint", id)
                        .gauge()
                        .value())
                .isNotNegative();
        assertThat(meters.getMeters())
                .noneMatch(meter -> meter.getId().toString().contains("hush"));
    }

    @Test
    void neitherUrlsNorSecretsAreLogged() {
        try (var log = CapturedLog.open()) {
            var endpoint = Subscriptions.registered(CRM, receiver.url(), type);
            receiver.answers(500);
            subscriptions.happens(type, "appt_1", 1);
            subscriptions.fanOut();
            var at = clock.machineInstant();
            deliverDue(at);
            deliverDue(at.plus(Duration.ofDays(6)));
            assertThat(log.text()).contains((String) endpoint.get("id")).doesNotContain("hush", "/hook", (String)
                    endpoint.get("secret"));
            assertThat(Behind.select("SELECT encode(secret, 'escape') FROM webhook_endpoint"))
                    .noneMatch(stored -> stored.contains(new String(
                            ((String) endpoint.get("secret")).getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.US_ASCII)));
        }
    }

    private int deliverDue(Instant at) {
        return pump.deliverDue(at).await().indefinitely();
    }

    private List<Claimed> claim(Instant at) {
        return transactions
                .run(tx -> deliveries.claim(tx, at, at.plusSeconds(60), 4, 100))
                .await()
                .indefinitely();
    }

    private Outcome record(Claimed claimed, AttemptOutcome outcome, Instant at) {
        return transactions
                .run(tx -> recordAttempt.record(tx, claimed, outcome, at))
                .await()
                .indefinitely();
    }

    private static io.restassured.response.Response deliveriesOf(Map<String, Object> endpoint, String query) {
        return Subscriptions.as(CRM).get(path(endpoint) + "/deliveries" + query);
    }

    private static String path(Map<String, Object> endpoint) {
        return Subscriptions.ENDPOINTS + "/" + endpoint.get("id");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
