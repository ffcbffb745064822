package org.carepromise.kit.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.channel.Attachment;
import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.preference.ContactPreferences;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.preference.QuietHours;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.carepromise.kit.notice.NoticeDelivery.NOON;
import static org.carepromise.kit.notice.NoticeDelivery.notice;
import static org.carepromise.kit.notice.NoticeDelivery.reachable;

/** From the decision to the inbox: each once, in time or not at all, as the patient wants it. */
@SampleTest
class NoticeDeliveryTest {

    private static final Instant MACHINE = Instant.parse("2026-11-25T12:00:00Z");

    @Inject
    Notices notices;

    @Inject
    DeliverNotices deliver;

    @Inject
    ContactPreferences preferences;

    @Inject
    Transactions transactions;

    @BeforeEach
    void forgetOthers() {
        Behind.change("DELETE FROM notice");
        Behind.change("DELETE FROM sandbox_inbox");
    }

    @Test
    void aDueNoticeArrivesAndIsToldAsSent() {
        var notice = notice(reachable(), NOON);
        decide(notice);
        deliver(NOON.minusSeconds(1));
        assertThat(inbox()).isEmpty();
        deliver(NOON);
        assertThat(inbox()).singleElement().satisfies(message -> assertThat(message)
                .containsEntry("key", notice.key())
                .containsEntry("channel", "SMS")
                .containsEntry("to", "+12175557788")
                .containsEntry("purpose", "thing-ready")
                .containsEntry("at", NOON.toString())
                .containsEntry(
                        "text",
                        "Your thing is ready: Thursday, December 10, 9:20 AM, Springfield Clinic."
                                + " Call 217-555-0100 to talk to a person."));
        assertState(notice, "SENT", null);
        assertThat(Behind.select("SELECT type || ' ' || data::text FROM event WHERE subject = ?", notice.subject()))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .startsWith("carepromise.notice.sent.v1")
                        .contains("\"channel\": \"SMS\"", "\"state\": \"SENT\"")
                        .doesNotContain("Canaria", "5557788"));
        deliver(NOON.plusSeconds(60));
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void whatIsAttachedGoesByMailAloneAndIsEncryptedMeanwhile() {
        var file = new Attachment("thing.ics", "text/calendar; charset=utf-8", "SUMMARY:Canaria's thing");
        var byMail = notice(NoticeDelivery.patient("en", null, "zoe@canaria.example"), NOON)
                .with(List.of(file));
        var byText = notice(reachable(), NOON).with(List.of(file));
        decide(byMail);
        decide(byText);
        assertThat(Behind.select("SELECT row_to_json(n)::text FROM notice n WHERE key = ?", byMail.key()))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContain("Canaria", "thing.ics"));
        deliver(NOON);
        assertThat(inbox())
                .hasSize(2)
                .anySatisfy(message -> assertThat(message)
                        .containsEntry("channel", "MAIL")
                        .containsEntry("attachments", List.of("thing.ics")))
                .anySatisfy(message ->
                        assertThat(message).containsEntry("channel", "SMS").containsEntry("attachments", List.of()));
        assertThat(Behind.select("SELECT row_to_json(i)::text FROM sandbox_inbox i WHERE key = ?", byMail.key()))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContain("Canaria", "thing.ics"));
    }

    @Test
    void theSameNoticeIsDecidedOnce() {
        var notice = notice(reachable(), NOON);
        assertThat(decide(notice)).isTrue();
        assertThat(decide(notice)).isFalse();
        assertThat(transactions
                        .run(tx -> notices.decide(tx, List.of(notice, notice(reachable(), NOON))))
                        .await()
                        .indefinitely())
                .isEqualTo(1);
    }

    @Test
    void aValueThatIsMissingOrThatNobodyAskedForIsRefusedWhereItIsDecided() {
        var fine = notice(reachable(), NOON);
        var values = new java.util.HashMap<>(fine.values());
        values.remove("owner");
        assertThatThrownBy(() -> decide(withValues(fine, values)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[owner, readyAt]")
                .hasMessageNotContaining("Canaria");
        values.put("owner", NoticeValue.words("x"));
        values.put("diagnosis", NoticeValue.words("x"));
        assertThatThrownBy(() -> decide(withValues(fine, values))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quietHoursMoveANoticeToTheirEnd() {
        var lateEvening = Instant.parse("2026-12-09T04:30:00Z"); // 22:30 in Springfield
        var morning = Instant.parse("2026-12-09T14:00:00Z"); // 08:00
        var notice = notice(reachable(), lateEvening);
        decide(notice);
        deliver(lateEvening);
        assertThat(inbox()).isEmpty();
        assertThat(Behind.select("SELECT attempts || ' ' || (due_at = ?::timestamptz) FROM notice", morning.toString()))
                .containsExactly("0 true");
        deliver(morning.minusSeconds(1));
        assertThat(inbox()).isEmpty();
        deliver(morning);
        assertState(notice, "SENT", null);
    }

    @Test
    void whatQuietHoursWouldMovePastItsUseIsDropped() {
        var lateEvening = Instant.parse("2026-12-09T04:30:00Z");
        var notice = NoticeDelivery.useful(notice(reachable(), lateEvening), Instant.parse("2026-12-09T13:00:00Z"));
        decide(notice);
        deliver(lateEvening);
        assertState(notice, "DROPPED", "quiet-hours");
        assertThat(Behind.select("SELECT type FROM event WHERE subject = ?", notice.subject()))
                .containsExactly("carepromise.notice.dropped.v1");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aReminderNeverFollowsTheVisit() {
        var onTime = NoticeDelivery.useful(notice(reachable(), NOON), NOON.plusSeconds(600));
        var tooLate = NoticeDelivery.useful(notice(reachable(), NOON), NOON.plusSeconds(599));
        decide(onTime);
        decide(tooLate);
        deliver(NOON.plusSeconds(600).minusNanos(1_000));
        assertState(tooLate, "DROPPED", "too-late");
        assertThat(inbox()).noneMatch(message -> message.get("key").equals(tooLate.key()));
    }

    @Test
    void ofSeveralThatCatchUpOnlyTheNewestUsefulOneGoes() {
        var patient = reachable();
        var week = NoticeDelivery.collapsing(notice(patient, NOON.minus(Duration.ofDays(3))), "appt-1");
        week = NoticeDelivery.useful(week, NOON.plus(Duration.ofDays(5)));
        var day = NoticeDelivery.useful(
                NoticeDelivery.collapsing(notice(patient, NOON.minusSeconds(60)), "appt-1"),
                NOON.plus(Duration.ofDays(5)));
        var other = NoticeDelivery.collapsing(notice(patient, NOON.minusSeconds(60)), "appt-2");
        var useless = NoticeDelivery.useful(
                NoticeDelivery.collapsing(notice(patient, NOON.minusSeconds(1)), "appt-1"), NOON.minusSeconds(1));
        for (var each : List.of(day, week, other, useless)) {
            decide(each);
        }
        deliver(NOON);
        assertState(week, "COLLAPSED", "newer");
        assertState(day, "SENT", null);
        assertState(other, "SENT", null);
        assertState(useless, "DROPPED", "too-late");
        assertThat(inbox()).hasSize(2);
    }

    @Test
    void whoOptedOutHearsNothingButWhatTheyMustKnow() {
        var patient = reachable();
        learn(
                patient.contactKey(),
                1,
                new Preference(Optional.empty(), List.of(), Optional.empty(), Set.of("thing-ready")));
        var optional = notice(patient, NOON);
        var mustGo = NoticeDelivery.mustGo(notice(patient, NOON));
        decide(optional);
        decide(mustGo);
        deliver(NOON);
        assertState(optional, "SUPPRESSED", "opted-out");
        assertState(mustGo, "SENT", null);
        assertThat(Behind.select("SELECT type FROM event WHERE subject = ?", optional.subject()))
                .isEmpty();
    }

    @Test
    void preferenceDecidesLanguageChannelAndQuietHours() {
        var patient = reachable();
        learn(
                patient.contactKey(),
                1,
                new Preference(
                        Optional.of("es-MX"),
                        List.of(Channel.MAIL),
                        Optional.of(new QuietHours(LocalTime.of(11, 0), LocalTime.of(12, 30))),
                        Set.of()));
        var notice = notice(patient, NOON);
        decide(notice);
        deliver(NOON);
        assertThat(inbox()).isEmpty();
        deliver(NOON.plus(Duration.ofMinutes(30)));
        assertThat(inbox()).singleElement().satisfies(message -> assertThat(message)
                .containsEntry("channel", "MAIL")
                .containsEntry("to", "zoe@canaria.example")
                .containsEntry("subject", "Su cosa está lista")
                .hasEntrySatisfying("text", text -> assertThat((String) text)
                        .contains("jueves 10 de diciembre, 9:20", "Dr. Canaria", "217-555-0100")));
    }

    @Test
    void withoutPreferenceThePatientsOwnLanguageCounts() {
        decide(notice(NoticeDelivery.patient("es", "+12175557788", null), NOON));
        deliver(NOON);
        assertThat(inbox()).singleElement().satisfies(message -> assertThat((String) message.get("text"))
                .startsWith("Su cosa"));
    }

    @Test
    void aTextMessageSaysLessThanAMail() {
        decide(notice(reachable(), NOON));
        deliver(NOON);
        assertThat(inbox()).singleElement().satisfies(message -> assertThat((String) message.get("text"))
                .doesNotContain("Canaria"));
    }

    @Test
    void whoCanBeReachedByNothingIsVisible() {
        var nobody = new org.carepromise.kit.patient.Patient(
                Optional.empty(),
                List.of("contact-nobody"),
                List.of("nobody"),
                NoticeDelivery.patient("en", null, null).block());
        var notice = notice(nobody, NOON);
        decide(notice);
        deliver(NOON);
        assertState(notice, "GIVEN_UP", "no-way-to-reach");
    }

    @Test
    void whatIsWithdrawnInTimeIsNeverSent() {
        var notice = notice(reachable(), NOON);
        decide(notice);
        transactions
                .run(tx -> notices.withdraw(tx, notice.subject(), Set.of("thing-ready")))
                .await()
                .indefinitely();
        deliver(NOON);
        assertState(notice, "DROPPED", "withdrawn");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void manyPumpsAtOnceDeliverEachNoticeOnce() {
        for (int i = 0; i < 120; i++) {
            decide(notice(reachable(), NOON));
        }
        Race.of(8, pump -> {
            deliver(NOON);
            return null;
        });
        assertThat(Behind.count("SELECT count(*) FROM notice WHERE state = 'SENT'"))
                .isEqualTo(120);
        assertThat(Behind.count("SELECT count(*) FROM sandbox_inbox WHERE times = 1"))
                .isEqualTo(120);
        assertThat(Behind.count("SELECT max(attempts) FROM notice")).isEqualTo(1);
    }

    @Test
    void afterACrashBetweenSendingAndRecordingTheSameKeyGoesAgain() {
        var notice = notice(reachable(), NOON);
        decide(notice);
        deliver(NOON);
        // What the process would have left behind, had it died before it recorded.
        Behind.change(
                "UPDATE notice SET state = 'DECIDED', ended_at = NULL, channel = NULL, leased_until = ?::timestamptz",
                MACHINE.plusSeconds(120).toString());
        deliver.deliverAllDue(NOON, MACHINE.plusSeconds(119)).await().indefinitely();
        assertThat(inbox()).singleElement().satisfies(message -> assertThat(message)
                .containsEntry("times", 1));
        deliver.deliverAllDue(NOON, MACHINE.plusSeconds(120)).await().indefinitely();
        assertThat(inbox()).singleElement().satisfies(message -> assertThat(message)
                .containsEntry("times", 2)
                .containsEntry("key", notice.key()));
        assertState(notice, "SENT", null);
    }

    @Test
    void aMovedClockDeliversEachAtItsOwnTime() {
        var first = notice(reachable(), NOON);
        var second = notice(reachable(), NOON.plusSeconds(3_600));
        var later = notice(reachable(), NOON.plusSeconds(7_201));
        List.of(second, later, first).forEach(this::decide);
        assertThat(deliver.nextDueAt().await().indefinitely()).isEqualTo(NOON);
        for (var next = NOON; !next.isAfter(NOON.plusSeconds(7_200)); ) {
            deliver.arriveAt(next).await().indefinitely();
            next = deliver.nextDueAt().await().indefinitely();
        }
        assertThat(inbox().stream().map(message -> message.get("at") + " " + message.get("key")))
                .containsExactly(NOON.plusSeconds(3_600) + " " + second.key(), NOON + " " + first.key());
        assertThat(deliver.nextDueAt().await().indefinitely()).isEqualTo(NOON.plusSeconds(7_201));
    }

    @Test
    void staffOfTheSiteSeeWhatBecameOfItAndNeitherTextNorAddress() {
        var notice = notice(reachable(), NOON);
        decide(notice);
        deliver(NOON);
        var answer = given().auth()
                .oauth2(Tokens.staff(Role.AGENT, "springfield"))
                .get("/v1/sample/notices?subject=" + notice.subject() + "&state=SENT");
        answer.then().statusCode(200);
        assertThat(answer.<List<Map<String, Object>>>path("items"))
                .singleElement()
                .satisfies(item -> assertThat(item)
                        .containsEntry("key", notice.key())
                        .containsEntry("state", "SENT")
                        .containsEntry("channel", "SMS")
                        .containsEntry("attempts", 1)
                        .containsEntry("endedAt", NOON.toString()));
        assertThat(answer.asString()).doesNotContain("Canaria", "5557788", "ready since");
        assertThat(list(Tokens.staff(Role.AGENT, "honolulu"), "")).isEmpty();
        given().auth()
                .oauth2(Tokens.patient("pat-1"))
                .get("/v1/sample/notices")
                .then()
                .statusCode(403);
        given().get("/v1/sample/notices").then().statusCode(401);
    }

    @Test
    void pagesHoldEachNoticeOnceTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            decide(notice(reachable(), NOON));
        }
        var token = Tokens.admin();
        var seen = new java.util.ArrayList<String>();
        String cursor = null;
        do {
            var page = given().auth()
                    .oauth2(token)
                    .get("/v1/sample/notices?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            page.then().statusCode(200);
            seen.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
        given().auth()
                .oauth2(token)
                .get("/v1/sample/notices?cursor=nonsense")
                .then()
                .statusCode(400);
    }

    private boolean decide(NewNotice notice) {
        return transactions.run(tx -> notices.decide(tx, notice)).await().indefinitely();
    }

    private void deliver(Instant productNow) {
        deliver.deliverAllDue(productNow, MACHINE).await().indefinitely();
    }

    private void learn(String contactKey, long version, Preference preference) {
        assertThat(transactions
                        .run(tx -> preferences.learn(tx, contactKey, version, preference))
                        .await()
                        .indefinitely())
                .isTrue();
    }

    private static NewNotice withValues(NewNotice of, Map<String, NoticeValue> values) {
        return new NewNotice(
                of.key(),
                of.purpose(),
                of.template(),
                of.subject(),
                of.site(),
                of.patient(),
                values,
                of.earliestAt(),
                of.latestUsefulAt(),
                of.collapseKey());
    }

    private static void assertState(NewNotice notice, String state, String reason) {
        assertThat(Behind.select(
                        "SELECT state || ' ' || coalesce(reason, 'null') FROM notice WHERE key = ?", notice.key()))
                .containsExactly(state + " " + reason);
    }

    private static List<Map<String, Object>> list(String token, String query) {
        return given().auth().oauth2(token).get("/v1/sample/notices" + query).path("items");
    }

    private static List<Map<String, Object>> inbox() {
        return given().get("/v1/sample/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }
}
