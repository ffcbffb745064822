package org.carepromise.kit.notice;

import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.kit.notice.NoticeDelivery.NOON;
import static org.carepromise.kit.notice.NoticeDelivery.notice;
import static org.carepromise.kit.notice.NoticeDelivery.reachable;

/** Where messages really leave and the provider does not take them: tried again under one key, and given up visibly. */
@SampleTest
@TestProfile(FailingDeliveryTest.RealProvider.class)
class FailingDeliveryTest {

    private static final Instant MACHINE = Instant.parse("2026-11-25T12:00:00Z");

    public static class RealProvider implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carepromise.sandbox.enabled", "false", "carepromise.notices.tries", "3");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProvider.class));
        }
    }

    @Inject
    Notices notices;

    @Inject
    DeliverNotices deliver;

    @Inject
    NoticeBacklog backlog;

    @Inject
    Transactions transactions;

    @ConfigProperty(name = "carepromise.channels.sms.url")
    URI provider;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @BeforeEach
    void forgetOthers() {
        Behind.change("DELETE FROM notice");
    }

    @Test
    void whatFailsIsTriedAgainInRealTimeUnderTheSameKey() {
        script("503\n200");
        var notice = decided(notice(reachable(), NOON));
        deliver(NOON, MACHINE);
        deliver(NOON.plusSeconds(600), MACHINE.plusSeconds(4));
        assertThat(received()).containsExactly(notice.key());
        assertState(notice, "DECIDED", "http-503", 1);
        deliver(NOON, MACHINE.plusSeconds(12));
        assertThat(received()).containsExactly(notice.key(), notice.key());
        assertState(notice, "SENT", "null", 2);
    }

    @Test
    void afterTheLastTryItIsGivenUpVisibly() {
        script("500");
        var notice = decided(notice(reachable(), NOON));
        for (int i = 0; i < 6; i++) {
            deliver(NOON, MACHINE.plusSeconds(7_200L * i));
        }
        assertThat(received()).containsOnly(notice.key()).hasSize(3);
        assertState(notice, "GIVEN_UP", "http-500", 3);
        assertThat(Behind.select("SELECT type || data::text FROM event WHERE subject = ?", notice.subject()))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .startsWith("carepromise.notice.given-up.v1")
                        .contains("\"reason\": \"http-500\""));
    }

    @Test
    void whatIsStillTriedAfterItsUseIsGivenUp() {
        script("500");
        var notice = decided(NoticeDelivery.useful(notice(reachable(), NOON), NOON.plusSeconds(60)));
        deliver(NOON, MACHINE);
        deliver(NOON.plusSeconds(61), MACHINE.plusSeconds(61));
        assertThat(received()).hasSize(1);
        assertState(notice, "GIVEN_UP", "too-late", 1);
    }

    @Test
    void whatTheProviderNeverTakesIsNotTriedAgainAndMailIsClosedHere() {
        script("400");
        var notice = decided(notice(reachable(), NOON));
        deliver(NOON, MACHINE);
        assertThat(received()).hasSize(1);
        assertState(notice, "GIVEN_UP", "refused", 1);
    }

    @Test
    void aNewerOneDoesNotWaitForAnOlderOneThatFails() {
        script("500\n200");
        var patient = reachable();
        var old = decided(NoticeDelivery.collapsing(notice(patient, NOON), "appt-1"));
        deliver(NOON, MACHINE);
        var newer = decided(NoticeDelivery.collapsing(notice(patient, NOON.plusSeconds(1)), "appt-1"));
        deliver(NOON.plusSeconds(1), MACHINE.plusSeconds(1));
        assertState(old, "COLLAPSED", "newer", 1);
        assertState(newer, "SENT", "null", 1);
    }

    @Test
    void nothingOfThePatientIsInLogsMetricsEventsOrAnswersAlsoWhereSendingFails() {
        script("500\n400\n200");
        try (var log = CapturedLog.open()) {
            for (int i = 0; i < 3; i++) {
                decided(notice(reachable(), NOON));
            }
            deliver(NOON, MACHINE);
            backlog.look(NOON).await().indefinitely();
            assertThat(log.text())
                    .contains("thing-ready by SMS under thing-ready:")
                    .doesNotContain("Canaria", "canaria", "5557788", "Your thing is ready");
        }
        assertThat(given().get(metrics).asString())
                .contains(
                        "carepromise_messages_total{channel=\"SMS\",outcome=\"SENT\",purpose=\"thing-ready\"}",
                        "carepromise_notices_total{channel=\"SMS\",purpose=\"thing-ready\",state=\"SENT\"}",
                        "carepromise_notices_due 1.0",
                        "carepromise_notices_oldest_due_seconds")
                .doesNotContain("Canaria", "canaria", "5557788");
        var answer = given().auth().oauth2(Tokens.admin()).get("/v1/sample/notices");
        answer.then().statusCode(200);
        assertThat(answer.asString()).doesNotContain("Canaria", "canaria", "5557788");
        for (var table : List.of("notice", "event")) {
            assertThat(Behind.select("SELECT row_to_json(t)::text FROM " + table + " t"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).doesNotContain("Canaria", "canaria", "5557788"));
        }
    }

    private NewNotice decided(NewNotice notice) {
        transactions.run(tx -> notices.decide(tx, notice)).await().indefinitely();
        return notice;
    }

    private void deliver(Instant productNow, Instant machineNow) {
        deliver.deliverAllDue(productNow, machineNow).await().indefinitely();
    }

    private void script(String statuses) {
        RestAssured.given()
                .body(statuses)
                .put(provider.resolve("/script"))
                .then()
                .statusCode(200);
    }

    private List<String> received() {
        return Arrays.stream(RestAssured.get(provider.resolve("/received"))
                        .asString()
                        .split("\n"))
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private static void assertState(NewNotice notice, String state, String reason, int attempts) {
        assertThat(Behind.select(
                        "SELECT state || ' ' || coalesce(reason, 'null') || ' ' || attempts FROM notice WHERE key = ?",
                        notice.key()))
                .containsExactly(state + " " + reason + " " + attempts);
    }
}
