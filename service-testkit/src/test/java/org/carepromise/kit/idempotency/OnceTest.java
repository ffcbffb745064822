package org.carepromise.kit.idempotency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

/** An operation happens once per key, and says the same to everybody who sends it again (docs/adr/0003-idempotency.md). */
@SampleTest
class OnceTest {

    @Test
    void aCreationWithoutAKeyIsRefused() {
        Things.json(Tokens.admin(), Things.named(Things.name()))
                .post(Things.PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "ключ", "tab\there"})
    void aKeyThatIsNotVisibleAsciiIsRefused(String key) {
        Things.json(Tokens.admin(), Map.of("name", Things.name(), "requestId", key))
                .post(Things.PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));
    }

    @Test
    void aKeyHasUpTo255Characters() {
        var token = Tokens.admin();
        var longest = "k".repeat(255 - 36) + Things.key();
        Things.create(token, longest, Things.named(Things.name())).then().statusCode(201);
        Things.create(token, "k" + longest, Things.named(Things.name()))
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));
    }

    @Test
    void theSameRequestGetsTheStoredAnswerByteForByte() {
        var key = Things.key();
        var body = Things.named(Things.name());
        var first = Things.create(Tokens.admin(), key, body);
        var again = Things.create(Tokens.admin(), key, body);
        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
        again.then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        assertSame(first, again);
        assertThat(first.header("ETag")).isEqualTo("\"1\"");
        assertThat(first.header("Location")).startsWith("/v1/things/thing_");
        assertThat(things(body)).isOne();
    }

    @Test
    void theSameRequestInOtherWordsIsStillTheSame() {
        var key = Things.key();
        var name = Things.name();
        var first = Things.create(Tokens.admin(), key, "{\"name\":\"" + name + "\",\"site\":\"chatham\"}");
        var again = Things.create(Tokens.admin(), key, "{ \"site\" : \"chatham\",\n \"name\" : \"" + name + "\" }");
        again.then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        assertSame(first, again);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        var key = Things.key();
        Things.create(Tokens.admin(), key, Things.named(Things.name())).then().statusCode(201);
        var other = Things.named(Things.name());
        Things.create(Tokens.admin(), key, other)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        assertThat(things(other)).isZero();
    }

    @Test
    void theTwinInTheBodyIsTheSameKey() {
        var body = Map.of("name", Things.name(), "requestId", Things.key());
        var first = Things.json(Tokens.admin(), body).post(Things.PATH);
        var again = Things.json(Tokens.admin(), body).post(Things.PATH);
        again.then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        assertSame(first, again);
    }

    @Test
    void anotherCallersKeyIsAnotherKey() {
        var key = Things.key();
        for (var token : List.of(Tokens.admin(), Tokens.staff("nurse", "*"), Tokens.patient("pat-" + key))) {
            Things.create(token, key, Things.named(Things.name())).then().statusCode(201);
        }
    }

    @Test
    void theKeyOfOneActedForPatientIsNotAnothers() {
        var key = Things.key();
        var both = Tokens.patient("pat-ada-" + key, "pat-ben-" + key);
        for (var patient : List.of("pat-ada-", "pat-ben-")) {
            Things.json(both, Things.named(Things.name()))
                    .header("Idempotency-Key", key)
                    .header("On-Behalf-Of-Patient", patient + key)
                    .post(Things.PATH)
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void aRefusalStoresNothingAndTheKeyWorksLater() {
        var body = Things.named(Things.name());
        Things.create(body).then().statusCode(201);
        var key = Things.key();
        Things.create(Tokens.admin(), key, body).then().statusCode(409).body("code", equalTo("name-taken"));
        assertThat(Behind.count("SELECT count(*) FROM idempotency WHERE key = ?", key))
                .isZero();
        Behind.change("DELETE FROM thing WHERE name = ?", body.get("name"));
        Things.create(Tokens.admin(), key, body).then().statusCode(201).header("Idempotent-Replayed", nullValue());
    }

    @Test
    void aTwinThatWaitsGetsTheStoredAnswer() throws Exception {
        var key = Things.key();
        var body = Things.named(Things.name());
        var answers = new ArrayList<CompletableFuture<Response>>();
        try (var blocker = Behind.asSuperuser()) {
            blocker.setAutoCommit(false);
            Behind.change(
                    blocker, "INSERT INTO thing VALUES (gen_random_uuid(), ?, 's', NULL, now())", body.get("name"));
            for (int i = 0; i < 2; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> Things.create(Tokens.admin(), key, body)));
            }
            await().pollInterval(java.time.Duration.ofMillis(5)).until(() -> Behind.waitingForALock() == 2);
            blocker.rollback();
        }
        var first = answers.get(0).get();
        var second = answers.get(1).get();
        assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(201);
        assertSame(first, second);
        assertThat(things(body)).isOne();
    }

    @Test
    void aTwinThatWouldWaitTooLongIsToldSo() throws Exception {
        var key = Things.key();
        Things.create(Tokens.admin(), key, Things.named(Things.name())).then().statusCode(201);
        var other = Things.key();
        try (var blocker = Behind.asSuperuser()) {
            blocker.setAutoCommit(false);
            Behind.change(
                    blocker,
                    """
                    INSERT INTO idempotency (owner, operation, key, request_hash, expires_at)
                    SELECT owner, operation, ?, request_hash, expires_at FROM idempotency WHERE key = ?
                    """,
                    other,
                    key);
            Things.create(Tokens.admin(), other, Things.named(Things.name()))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("request-in-progress"))
                    .body("retryAfterSeconds", greaterThan(0))
                    .header("Retry-After", equalTo("1"));
        }
    }

    @Test
    void aKeyIsFreeAgainAfterADayOfTheProductsClock() {
        var key = Things.key();
        Things.create(Tokens.admin(), key, Things.named(Things.name())).then().statusCode(201);
        Things.advanceClock(java.time.Duration.ofHours(24).minusMinutes(5));
        Things.create(Tokens.admin(), key, Things.named(Things.name())).then().statusCode(422);
        Things.advanceClock(java.time.Duration.ofMinutes(6));
        var body = Things.named(Things.name());
        var first = Things.create(Tokens.admin(), key, body);
        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
        assertSame(first, Things.create(Tokens.admin(), key, body));
    }

    @Test
    void ofFortyEqualRequestsAtOnceOneHasTheEffectAndAllHearTheSame() {
        var key = Things.key();
        var body = Things.named(Things.name());
        var token = Tokens.admin();
        var answers = Race.of(40, i -> Things.create(token, key, body));
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        answers.forEach(answer -> assertSame(answers.get(0), answer));
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotent-Replayed") == null)
                .hasSize(1);
        assertThat(things(body)).isOne();
        var id = answers.get(0).<String>path("id");
        assertThat(Behind.count("SELECT count(*) FROM event WHERE subject = ?", id))
                .isOne();
        assertThat(Behind.count("SELECT count(*) FROM audit_entry WHERE object = ?", id))
                .isOne();
    }

    @Test
    void theStoredAnswerIsEncryptedAndTheRequestIsNotKept() {
        var key = Things.key();
        var body = Things.named("canary " + key);
        Things.create(Tokens.admin(), key, body).then().statusCode(201);
        assertThat(Behind.count("SELECT count(*) FROM idempotency WHERE key = ? AND length(body) > 50", key))
                .isOne();
        assertThat(Behind.count(
                        "SELECT count(*) FROM idempotency WHERE key = ? AND (position('canary' IN encode(body, 'escape')) > 0"
                                + " OR position('canary' IN encode(request_hash, 'escape')) > 0)",
                        key))
                .isZero();
    }

    private static long things(Map<String, Object> body) {
        return Behind.count("SELECT count(*) FROM thing WHERE name = ?", body.get("name"));
    }

    private static void assertSame(Response first, Response again) {
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    }
}
