package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.kit.crypto.HashedColumn;
import org.carepromise.kit.crypto.Vault;
import org.carepromise.kit.event.EventRelay;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

@CallbackTest
class CallReportTest {

    @Inject
    EventRelay relay;

    @Inject
    Vault vault;

    @Any
    @Inject
    Instance<HashedColumn> columns;

    private Instant now;

    @BeforeEach
    void quietPhones() {
        Phones.clear();
        now = Desk.now();
    }

    @Test
    void whatIsReportedOfACallAddsUpUnderItsIdOfTheTelephonySystem() {
        var offered = now.minusSeconds(300);
        var first = Phones.call("offeredAt", offered, "topic", "billing", "language", "es-US", "queue", "front-desk");
        var created = Phones.send(first);
        created.then()
                .statusCode(201)
                .header("Location", startsWith("/v1/calls/call_"))
                .body("offeredAt", equalTo(offered.toString()))
                .body("language", equalTo("es"))
                .body("answeredAt", nullValue());
        var callId = (String) first.get("callId");
        Phones.send(Phones.report(
                        callId, "answeredAt", offered.plusSeconds(20), "agent", "ann", "phone", "217 555 0123"))
                .then()
                .statusCode(200)
                .body("id", equalTo(created.<String>path("id")))
                .body("offeredAt", equalTo(offered.toString()))
                .body("agent", equalTo("ann"))
                .body("phone", nullValue());
        Phones.send(first).then().statusCode(200).body("agent", equalTo("ann"));
        for (var transfer : List.of(90, 60, 90)) {
            Phones.send(Phones.report(
                            callId,
                            "transferredAt",
                            List.of(offered.plusSeconds(transfer).toString())))
                    .then()
                    .statusCode(200);
        }
        Desk.get(Desk.AGENT, "/v1/calls/" + created.path("id"))
                .then()
                .statusCode(200)
                .body(
                        "transferredAt",
                        contains(
                                offered.plusSeconds(60).toString(),
                                offered.plusSeconds(90).toString()));
        assertThat(Behind.select("SELECT row_to_json(call)::text FROM call")).doesNotContain("5550123");
    }

    @Test
    void aReportThatContradictsWhatIsKnownIsRefusedAndChangesNothing() {
        var answered = Phones.call("offeredAt", now.minusSeconds(60), "answeredAt", now.minusSeconds(40));
        var id = Phones.send(answered).then().statusCode(201).extract().<String>path("id");
        var callId = (String) answered.get("callId");
        var before = Desk.get(Desk.AGENT, "/v1/calls/" + id).asString();
        refused(
                        Phones.send(Phones.report(callId, "abandonedAt", now.minusSeconds(50), "outcome", "gone")),
                        409,
                        "call-contradicts")
                .body("contradicting.fact", contains("abandonedAt", "answeredAt"));
        refused(Phones.send(Phones.report(callId, "offeredAt", now.minusSeconds(61))), 409, "call-contradicts")
                .body("contradicting.fact", contains("offeredAt", "offeredAt"))
                .body("contradicting[0].at", equalTo(now.minusSeconds(60).toString()))
                .body("contradicting[1].at", equalTo(now.minusSeconds(61).toString()));
        refused(Phones.send(Phones.report(callId, "endedAt", now.minusSeconds(45))), 409, "call-contradicts");
        assertThat(Desk.get(Desk.AGENT, "/v1/calls/" + id).asString()).isEqualTo(before);
    }

    @Test
    void aReportThatCannotBeMeantIsRefused() {
        refused(Phones.send(Phones.call("offeredAt", now, "answeredAt", now.minusSeconds(1))), 422, "call-impossible")
                .body("contradicting.fact", contains("offeredAt", "answeredAt"));
        refused(Phones.send(Phones.call("offeredAt", now.plusSeconds(120))), 422, "call-time-ahead");
        refused(Phones.send(Phones.call("offeredAt", now, "topic", "weather")), 422, "topic-unknown");
        refused(Phones.send(Phones.call("offeredAt", now, "phone", "anonymous")), 422, "phone-invalid")
                .body("errors[0].pointer", equalTo("#/phone"))
                .body(not(equalTo("anonymous")));
        var nowhere = Phones.call("offeredAt", now);
        nowhere.put("site", "nowhere");
        refused(Phones.send(nowhere), 422, "site-unknown");
        assertThat(Behind.count("SELECT count(*) FROM call")).isZero();
    }

    @Test
    void aCallIsReportedAndSeenByThoseOfItsSiteAlone() {
        var call = Phones.call("offeredAt", now);
        var elsewhere = Tokens.staff("agent", "chatham");
        refused(Desk.post(elsewhere, "/v1/calls", call), 403, "forbidden");
        refused(Desk.post(Tokens.patient(Desk.patient()), "/v1/calls", call), 403, "forbidden");
        var id = Phones.send(call).then().statusCode(201).extract().<String>path("id");
        refused(Desk.get(elsewhere, "/v1/calls/" + id), 404, "not-found");
        call.put("site", "chatham");
        refused(Desk.post(elsewhere, "/v1/calls", call), 409, "call-contradicts")
                .body("contradicting.fact", contains("site", "site"))
                .body("detail", not(equalTo(Desk.SITE)));
        refused(Desk.get(Desk.AGENT, "/v1/calls/call_nothing"), 404, "not-found");
    }

    @Test
    void ofManyReportsOfANewCallAtOnceNoneIsLostAndOneCallIsMade() {
        var callId = Desk.patient();
        var offered = now.minusSeconds(600);
        var facts = List.of(
                Phones.report(callId, "offeredAt", offered),
                Phones.report(callId, "answeredAt", offered.plusSeconds(10)),
                Phones.report(callId, "endedAt", offered.plusSeconds(200)),
                Phones.report(callId, "wrappedUpAt", offered.plusSeconds(230), "phone", "217 555 0177"),
                Phones.report(callId, "topic", "billing"),
                Phones.report(
                        callId,
                        "transferredAt",
                        List.of(offered.plusSeconds(100).toString())));
        var answers = Race.of(24, i -> Phones.send(facts.get(i % facts.size())));
        assertThat(answers).allMatch(answer -> answer.statusCode() < 300);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        Desk.get(Desk.AGENT, "/v1/calls/" + answers.get(0).path("id"))
                .then()
                .body("offeredAt", equalTo(offered.toString()))
                .body("wrappedUpAt", equalTo(offered.plusSeconds(230).toString()))
                .body("topic", equalTo("billing"));
        assertThat(Behind.count("SELECT count(*) FROM call")).isOne();
        assertThat(contacts(answers.get(0).path("id"))).hasSize(1);
    }

    @Test
    void aFileHasAVerdictForEachLineAndMayBeSentAgain() {
        var callId = Desk.patient();
        var file = List.of(
                Phones.report(callId, "answeredAt", now.minusSeconds(40)),
                Phones.call("offeredAt", now.minusSeconds(30), "answeredAt", now.minusSeconds(40)),
                Phones.report(callId, "offeredAt", now.minusSeconds(60)),
                Phones.report(callId, "abandonedAt", now.minusSeconds(50)),
                Phones.call("offeredAt", now.minusSeconds(60), "abandonedAt", now.minusSeconds(50)));
        assertThat(Phones.words(Phones.file(file, true)))
                .containsExactly("CREATED", "REFUSED", "UPDATED", "REFUSED", "CREATED");
        assertThat(Behind.count("SELECT count(*) FROM call")).isZero();
        var verdicts = Phones.file(file, false);
        assertThat(Phones.words(verdicts)).containsExactly("CREATED", "REFUSED", "UPDATED", "REFUSED", "CREATED");
        assertThat(verdicts.get(1).at("/problem/code").asText()).isEqualTo("call-impossible");
        assertThat(verdicts.get(3).at("/problem/code").asText()).isEqualTo("call-contradicts");
        assertThat(Phones.words(Phones.file(file, false)))
                .containsExactly("UNCHANGED", "REFUSED", "UNCHANGED", "REFUSED", "UNCHANGED");
        assertThat(Behind.count("SELECT count(*) FROM call")).isEqualTo(2);

        var table = "source,callId,site,offeredAt,transferredAt\npbx,from-table,night-desk,%s,%2$s|%2$s\n"
                .formatted(now.minusSeconds(60), now.minusSeconds(20));
        assertThat(Phones.upload(Phones.SUPERVISOR, "", "text/csv", table).body())
                .contains("CREATED");
        assertThat(Phones.upload(Desk.AGENT, "", "text/csv", table).statusCode())
                .isEqualTo(403);
        assertThat(Phones.upload(Tokens.staff("supervisor", "chatham"), "", "text/csv", table)
                        .body())
                .contains("forbidden");
    }

    @Test
    void inWhicheverOrderAndHoweverOftenReportsComeTheSameIsCounted() {
        var random = new Random(20_261_126);
        var reports = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 25; i++) {
            var callId = Desk.patient();
            var at = now.minusSeconds(3_600 + random.nextInt(3_000));
            reports.add(Phones.report(callId, "offeredAt", at, "language", random.nextBoolean() ? "en" : "es"));
            if (random.nextInt(4) == 0) {
                reports.add(Phones.report(callId, "abandonedAt", at.plusSeconds(random.nextInt(60))));
            } else {
                var answered = at.plusSeconds(random.nextInt(60));
                reports.add(Phones.report(callId, "answeredAt", answered, "topic", "billing"));
                reports.add(Phones.report(callId, "endedAt", answered.plusSeconds(300)));
                reports.add(Phones.report(callId, "phone", "+1217555" + (2_000 + i)));
                if (random.nextBoolean()) {
                    reports.add(Phones.report(
                            callId,
                            "transferredAt",
                            List.of(answered.plusSeconds(30).toString())));
                }
            }
        }
        var counted = new ArrayList<Object>();
        for (int round = 0; round < 3; round++) {
            Phones.clear();
            var sent = new ArrayList<>(reports);
            sent.addAll(reports.subList(0, round * 20));
            Collections.shuffle(sent, random);
            assertThat(Phones.words(Phones.file(sent, false)))
                    .hasSameSizeAs(sent)
                    .doesNotContain("REFUSED");
            var figures = Desk.get(Phones.SUPERVISOR, "/v1/call-figures/intervals?site=" + Desk.SITE);
            figures.then().statusCode(200).body("total.offered", equalTo(25));
            counted.add(List.of(
                    figures.<Object>path("items"),
                    figures.<Object>path("total"),
                    figures.<Object>path("languages"),
                    Behind.select("SELECT source_call_id || offered_at || coalesce(answered_at, abandoned_at)"
                            + " || cardinality(transferred_at) || contact_told FROM call ORDER BY source_call_id")));
        }
        assertThat(counted.get(1)).isEqualTo(counted.get(0));
        assertThat(counted.get(2)).isEqualTo(counted.get(0));
    }

    @Test
    void aConversationThatIsOverIsAContactOnceAndServicesAloneHearWhose() {
        var callId = Desk.patient();
        var answered = Phones.report(callId, "offeredAt", now.minusSeconds(90), "answeredAt", now.minusSeconds(80));
        var id = Phones.send(answered).then().statusCode(201).extract().<String>path("id");
        Phones.send(Phones.report(callId, "endedAt", now.minusSeconds(10)));
        Phones.send(Phones.report(callId, "phone", "217 555 0178"));
        assertThat(contacts(id)).as("its topic is not known").isEmpty();
        Phones.send(Phones.report(callId, "topic", "clinical"));
        Phones.send(Phones.report(callId, "outcome", "resolved"));
        Phones.send(answered);
        assertThat(contacts(id)).hasSize(1);
        relay.relayOnce().await().indefinitely();
        var asked = "/v1/callback/events?subject=" + id;
        Desk.get(Phones.SUPERVISOR, asked)
                .then()
                .statusCode(200)
                .body("items.type", contains("carepromise.contact.made.v1"))
                .body("items[0].data.channel", equalTo("call"))
                .body("items[0].data.topic", equalTo("clinical"))
                .body("items[0].data.at", equalTo(now.minusSeconds(10).toString()))
                .body("items[0].data.contactKey", nullValue());
        given().auth()
                .oauth2(Tokens.sign(Tokens.of("service", "experience")))
                .get(asked)
                .then()
                .statusCode(200)
                .body("items[0].data.contactKey", not(nullValue()));
    }

    @Test
    void whoCalledIsForgottenBeforeTheCallIs() {
        var id = Phones.send(Phones.call("offeredAt", now, "phone", "217 555 0179"))
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        Behind.run("UPDATE call SET created_at = ?", now.minus(Duration.ofDays(91)));
        Desk.post(Tokens.admin(), "/v1/callback/retention/runs?dryRun=false", Map.of())
                .then()
                .statusCode(200);
        Desk.get(Desk.AGENT, "/v1/calls/" + id).then().statusCode(200);
        assertThat(Behind.count("SELECT count(*) FROM call WHERE phone IS NOT NULL OR contact_key IS NOT NULL"))
                .isZero();
        Behind.run("UPDATE call SET created_at = ?", now.minus(Duration.ofDays(731)));
        Desk.post(Tokens.admin(), "/v1/callback/retention/runs?dryRun=false", Map.of())
                .then()
                .statusCode(200);
        refused(Desk.get(Desk.AGENT, "/v1/calls/" + id), 404, "not-found");
    }

    @Test
    void aRotationOfKeysFindsTheNumberAndItsHash() {
        Phones.send(Phones.call("offeredAt", now, "phone", "217 555 0179"))
                .then()
                .statusCode(201);
        var column = columns.stream()
                .filter(each -> each.name().equals("call.contact_key"))
                .findFirst()
                .orElseThrow();
        var id = Behind.ask("SELECT id::text FROM call").get(0).toString();
        var cipher = (byte[]) Behind.ask("SELECT phone FROM call").get(0);
        var number = vault.decrypt(cipher, column.from().place().apply(id));
        assertThat(number).isEqualTo("+12175550179");
        assertThat(column.hashes().apply(number))
                .containsExactly(
                        Behind.ask("SELECT contact_key FROM call").get(0).toString());
    }

    private static List<Object> contacts(String id) {
        return Behind.ask("SELECT type FROM event WHERE subject = ?", id);
    }
}
