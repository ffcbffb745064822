package org.carepromise.messaging.ruleset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.triage.RulesInForce;
import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.testkit.Behind;
import org.carepromise.triage.RuleSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.messaging.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** How a clinical lead changes what decides, without a developer. */
@MessageTest
class RuleSetTest {

    private static final String LEAD = Inbox.staffAs("clinical-lead", "lead-1");
    private static final String OTHER_LEAD = Inbox.staffAs("clinical-lead", "lead-2");
    private static final String PATH = "/v1/triage/rule-sets";
    private static final String BUNDLED = bundled();

    /** «lisinopril» becomes urgent; nothing else changes. */
    private static final String STRICTER =
            "\n[urgent WATCHED_DRUG]\nen: refill my lisinopril\nes: receta de lisinopril\n";

    @Inject
    RulesInForce inForce;

    @BeforeEach
    @AfterEach
    void nothingWasActivated() {
        Inbox.empty();
        Behind.run("DELETE FROM rules_in_force");
        Behind.run("UPDATE rule_set SET before_id = NULL");
        Behind.run("DELETE FROM rule_set");
        inForce.refresh().await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void aDraftIsReplayedSignedActivatedAndTakenBack() {
        var message = writtenIn("ROUTINE");
        var draft = drafted(STRICTER);
        refused(act(LEAD, draft, "signatures"), 409, "rule-set-not-replayed");
        refused(act(LEAD, draft, "activation"), 409, "rule-set-not-replayed");

        replayed(draft)
                .body("replay.against", equalTo(RuleSet.bundled().version()))
                .body("replay.hardGatesHold", equalTo(true))
                .body("replay.labelled.messages", greaterThan(400))
                .body("replay.stored.messages", greaterThan(0))
                .body("replay.stored.up", equalTo(1))
                .body("replay.stored.down", equalTo(0))
                .body("replay.stored.moves.from", contains("ROUTINE"))
                .body("replay.stored.moves.to", contains("URGENT"))
                .body("replay.stored.moves[0].words", hasItem(startsWith("WATCHED_DRUG")))
                .body("replay.stored.moves[0].id", startsWith("msg_"))
                .body("replay.labelled.moves.to", everyItem(not(equalTo("ROUTINE"))))
                .body("signaturesNeeded", equalTo(1));
        refused(act(LEAD, draft, "activation"), 409, "rule-set-signatures-missing")
                .body("needed", equalTo(1))
                .body("given", equalTo(0));
        act(LEAD, draft, "signatures").then().statusCode(200).body("signedBy", contains("lead-1"));
        refused(act(LEAD, draft, "signatures"), 409, "rule-set-signed-already");
        assertThat(lane(message)).isEqualTo("ROUTINE");
        act(LEAD, draft, "activation").then().statusCode(200).body("state", equalTo("ACTIVE"));
        refused(act(LEAD, draft, "activation"), 409, "rule-set-not-draft");

        var now = writtenIn("URGENT");
        Inbox.thread(now).then().body("triage.ruleSetVersion", equalTo(version(draft)));
        active().then().body("rulesVersion", equalTo(version(draft))).body("content", startsWith("#"));
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE type = 'carepromise.triage-rule-set.changed.v1'"
                                + " AND subject = ?",
                        draft))
                .isEqualTo(1);

        act(LEAD, draft, "rollback").then().statusCode(200).body("state", equalTo("RETIRED"));
        writtenIn("ROUTINE");
        active().then().body("content", nullValue());
        refused(act(LEAD, draft, "rollback"), 409, "rule-set-not-active");
    }

    @Test
    void twoPeopleSignWhatMovesAMessageDownAndRollingBackGoesOneStep() {
        var stricter = drafted(STRICTER);
        replayed(stricter);
        act(LEAD, stricter, "signatures");
        act(LEAD, stricter, "activation").then().statusCode(200);
        writtenIn("URGENT");

        var looser = drafted("");
        replayed(looser)
                .body("replay.against", equalTo(version(stricter)))
                .body("replay.stored.down", equalTo(1))
                .body("signaturesNeeded", equalTo(2));
        act(LEAD, looser, "signatures").then().statusCode(200);
        refused(act(LEAD, looser, "activation"), 409, "rule-set-signatures-missing")
                .body("needed", equalTo(2));
        act(OTHER_LEAD, looser, "signatures").then().statusCode(200).body("signedBy", hasSize(2));
        act(LEAD, looser, "activation").then().statusCode(200);
        writtenIn("ROUTINE");

        act(OTHER_LEAD, looser, "rollback").then().statusCode(200);
        writtenIn("URGENT");
        active().then().body("rulesVersion", equalTo(version(stricter)));
    }

    @Test
    void whatWasReplayedAgainstOtherRulesIsReplayedAnew() {
        var first = drafted(STRICTER);
        var second = drafted(STRICTER);
        replayed(first);
        replayed(second);
        act(LEAD, first, "signatures");
        act(LEAD, second, "signatures").then().body("signedBy", hasSize(1));
        // what was signed was that replay
        replayed(second).body("signedBy", hasSize(0));
        act(LEAD, first, "activation").then().statusCode(200);

        refused(act(LEAD, second, "activation"), 409, "rule-set-not-replayed");
    }

    @Test
    void whatMissesAHardGateNeverDecides() {
        var blind = drafted(
                BUNDLED.replace("[emergency ", "[urgent ")
                        + "\n[emergency SELDOM]\nen: all xylophones are on fire\nes: todos los xilofonos arden\n",
                "");
        replayed(blind).body("replay.hardGatesHold", equalTo(false));
        act(LEAD, blind, "signatures").then().statusCode(200);
        act(OTHER_LEAD, blind, "signatures").then().statusCode(200);

        refused(act(LEAD, blind, "activation"), 409, "rule-set-gates-missed")
                .body("gates.gate", hasItem("EMERGENCIES_RECOGNISED"));
        active().then().body("content", nullValue());
    }

    @Test
    void aMistakeIsNamedWithItsLineAndAVersionIsUsedOnce() {
        refused(draft("version: 1\nnonsense"), 422, "rule-set-invalid")
                .body("errors[0].pointer", equalTo("#/content"))
                .body("errors[0].detail", startsWith("line 2"));
        refused(draft(BUNDLED), 409, "rule-set-version-taken");
        var text = BUNDLED.replaceFirst("version: \\S+", "version: once-" + UUID.randomUUID());
        draft(text).then().statusCode(201).body("content", nullValue());
        refused(draft(text), 409, "rule-set-version-taken");
    }

    @Test
    void onlyClinicalLeadsChangeRules() {
        refused(Inbox.post(Inbox.NURSE, PATH, Map.of("content", BUNDLED, "reason", "R")), 403, "forbidden");
        refused(Inbox.get(Inbox.NURSE, PATH), 403, "forbidden");
        refused(act(LEAD, "rset_00000000000000000000000000", "rollback"), 404, "not-found");
        Inbox.get(LEAD, PATH).then().statusCode(200).body("items", hasSize(0));
    }

    private static String writtenIn(String lane) {
        var thread = Inbox.written(Inbox.patient(), Inbox.ROUTINE);
        assertThat(lane(thread)).isEqualTo(lane);
        return thread;
    }

    private static String lane(String thread) {
        return Inbox.thread(thread).path("lane");
    }

    private static Response draft(String content) {
        return Inbox.post(LEAD, PATH, Map.of("content", content, "reason", "Because of what we saw"));
    }

    /** The bundled rules, and some more. */
    private static String drafted(String more) {
        return drafted(BUNDLED, more);
    }

    private static String drafted(String rules, String more) {
        return draft(rules.replaceFirst("version: \\S+", "version: test-" + UUID.randomUUID()) + more)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse replayed(String draft) {
        return Inbox.post(LEAD, PATH + "/" + draft + "/replays", Map.of("messages", 100))
                .then()
                .statusCode(200);
    }

    private static Response act(String token, String ruleSet, String what) {
        return Inbox.post(token, PATH + "/" + ruleSet + "/" + what, Map.of());
    }

    private static Response active() {
        return Inbox.get(Inbox.staff("service"), PATH + "/active");
    }

    private static String version(String ruleSet) {
        return Inbox.get(LEAD, PATH + "/" + ruleSet).path("rulesVersion");
    }

    private static String bundled() {
        try (var file = RuleSet.class.getResourceAsStream("rules.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
