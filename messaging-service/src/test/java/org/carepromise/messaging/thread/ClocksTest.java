package org.carepromise.messaging.thread;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.messaging.Refusals;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** The worked cases: New York, Monday to Friday, 08:00 to 17:00. */
@MessageTest
class ClocksTest {

    private static final String ADA = Tokens.patient("pat-ada");
    private static final LocalTime TEN = LocalTime.of(10, 0);

    @BeforeEach
    void empty() {
        Inbox.empty();
    }

    @Test
    void onFridayEveningUrgentIsDueInTwoHoursAndRoutineOnTuesday() {
        var friday = Inbox.next(DayOfWeek.FRIDAY, LocalTime.of(16, 30));
        var urgent = Inbox.writtenInManhattan("pat-ada", Inbox.URGENT);
        var routine = Inbox.writtenInManhattan("pat-bob", Inbox.ROUTINE);

        isAbout(
                Inbox.promised(urgent, "urgent-seen", "limit"),
                friday.plusHours(2).toInstant());
        isAbout(
                Inbox.promised(urgent, "urgent-answered", "limit"),
                friday.plusHours(2).toInstant());
        isAbout(
                Inbox.promised(routine, "routine-answered", "target"),
                friday.plusDays(3).toInstant());
        isAbout(
                Inbox.promised(routine, "routine-answered", "limit"),
                friday.plusDays(4).toInstant());
    }

    @Test
    void aPauseBanksWhatWasUsedAndThePatientsAnswerGoesOnWithTheRest() {
        var monday = Inbox.next(DayOfWeek.MONDAY, TEN);
        var id = Inbox.writtenInManhattan("pat-ada", Inbox.ROUTINE);
        Inbox.moveClock(monday.plusDays(1).withHour(9).toInstant());
        pause(id).then().statusCode(200).body("state", equalTo("PAUSED")).body("promise.limit", nullValue());
        Inbox.moveClock(monday.plusDays(2).withHour(15).toInstant());
        Inbox.say(ADA, id, Inbox.ROUTINE).then().statusCode(201).body("state", equalTo("WAITING"));
        isAbout(
                Inbox.promised(id, "routine-answered", "limit"),
                monday.plusDays(3).withHour(16).toInstant());
    }

    @Test
    void raisedByANurseItIsDueTwoHoursLaterAndTheDelayIsTold() {
        var monday = Inbox.next(DayOfWeek.MONDAY, TEN);
        var id = Inbox.writtenInManhattan("pat-ada", Inbox.ROUTINE);
        Inbox.moveClock(monday.withHour(14).withMinute(10).toInstant());
        Inbox.triage(id, "URGENT", false)
                .then()
                .statusCode(200)
                .body("triageDelay", startsWith("PT4H"))
                .body("triage.decidedBy", notNullValue());
        isAbout(
                Inbox.promised(id, "urgent-answered", "limit"),
                monday.withHour(16).withMinute(10).toInstant());
        assertThat(Inbox.state(id, "routine-answered")).isEqualTo("WITHDRAWN");
    }

    @Test
    void raisedLateTheOldLimitBindsOnAndAPassedOneIsNowAndItsBreachStands() {
        var monday = Inbox.next(DayOfWeek.MONDAY, TEN);
        var late = Inbox.writtenInManhattan("pat-ada", Inbox.ROUTINE);
        var limit = monday.plusDays(2).toInstant();
        Inbox.moveClock(limit.minus(Duration.ofMinutes(30)));
        Inbox.triage(late, "URGENT", false).then().statusCode(200);
        isAbout(Inbox.promised(late, "urgent-answered", "limit"), limit);

        var passed = Inbox.writtenInManhattan("pat-bob", Inbox.URGENT);
        Inbox.moveClockBy(Duration.ofHours(3));
        Inbox.triage(passed, "URGENT", true).then().statusCode(200);
        isAbout(Inbox.promised(passed, "emergency-seen", "limit"), Inbox.now());
        assertThat(Inbox.state(passed, "urgent-answered")).isEqualTo("BREACHED");
    }

    @Test
    void raisedToAnEmergencyItIsToBeSeenInAQuarterOfAnHour() {
        var id = Inbox.written("pat-ada", Inbox.URGENT);
        var answered = Inbox.promised(id, "urgent-answered", "limit");
        Inbox.moveClockBy(Duration.ofMinutes(20));
        Inbox.triage(id, "URGENT", true).then().statusCode(200).body("emergencySign", equalTo(true));
        isAbout(Inbox.promised(id, "emergency-seen", "limit"), Inbox.now().plus(Duration.ofMinutes(15)));
        isAbout(Inbox.promised(id, "urgent-answered", "limit"), answered);
        assertThat(Inbox.state(id, "urgent-seen")).isEqualTo("WITHDRAWN");
        assertThat(Behind.count("SELECT count(*) FROM alert WHERE kind = 'emergency-message'"))
                .isOne();
    }

    @Test
    void loweredItsLimitCountsFromReceipt() {
        var monday = Inbox.next(DayOfWeek.MONDAY, TEN);
        var id = Inbox.writtenInManhattan("pat-ada", Inbox.URGENT);
        Inbox.moveClock(monday.withHour(11).toInstant());
        Inbox.triage(id, "ROUTINE", false).then().statusCode(200).body("lane", equalTo("ROUTINE"));
        isAbout(
                Inbox.promised(id, "routine-answered", "limit"),
                monday.plusDays(2).toInstant());
        assertThat(Inbox.state(id, "urgent-seen")).isEqualTo("KEPT");
        assertThat(Inbox.state(id, "urgent-answered")).isEqualTo("WITHDRAWN");
        Refusals.refused(Inbox.triage(id, "ROUTINE", false), 409, "lane-unchanged");
    }

    @Test
    void anAutomaticAnswerEndsNothingAndAHumansDoes() {
        var id = Inbox.written("pat-ada", Inbox.URGENT);
        Inbox.post(
                        Inbox.NURSE,
                        "/v1/threads/" + id + "/messages",
                        Map.of("body", "We have your message", "writtenBy", "AUTOMATIC"))
                .then()
                .statusCode(201)
                .body("state", equalTo("WAITING"))
                .body("seenAt", nullValue());
        Inbox.say(Inbox.NURSE, id, "Drink a lot, and come in at noon").then().body("state", equalTo("ANSWERED"));
        assertThat(Inbox.state(id, "urgent-seen")).isEqualTo("KEPT");
        assertThat(Inbox.state(id, "urgent-answered")).isEqualTo("KEPT");
        isAbout(Inbox.promised(id, "urgent-answered", "keptAt"), Inbox.now());
    }

    @Test
    void aCallThatReachedIsAnAnswerAndOneThatDidNotIsNone() {
        var id = Inbox.written("pat-ada", Inbox.URGENT);
        call(id, false).then().statusCode(200).body("state", equalTo("WAITING"));
        assertThat(Inbox.state(id, "urgent-seen")).isEqualTo("KEPT");
        assertThat(Inbox.state(id, "urgent-answered")).isNotEqualTo("KEPT");
        call(id, true).then().statusCode(200).body("state", equalTo("ANSWERED"));
        assertThat(Inbox.state(id, "urgent-answered")).isEqualTo("KEPT");
    }

    @Test
    void aMessageWhileTheClockRunsChangesNothingButAWorseOneRaises() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        var limit = Inbox.promised(id, "routine-answered", "limit");
        Inbox.moveClockBy(Duration.ofHours(1));
        Inbox.say(ADA, id, Inbox.ROUTINE).then().statusCode(201);
        isAbout(Inbox.promised(id, "routine-answered", "limit"), limit);
        Inbox.say(ADA, id, Inbox.URGENT).then().body("lane", equalTo("URGENT"));
        isAbout(Inbox.promised(id, "urgent-answered", "limit"), Inbox.now().plus(Duration.ofHours(2)));
        Inbox.say(ADA, id, Inbox.ROUTINE).then().body("lane", equalTo("URGENT"));
    }

    @Test
    void aBreachIsToldOnceAndTheNextMessageAfterAnAnswerHasAClockOfItsOwn() {
        var id = Inbox.written("pat-ada", Inbox.URGENT);
        Inbox.moveClockBy(Duration.ofHours(3));
        Inbox.moveClockBy(Duration.ofHours(1));
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE subject = ? AND type = 'carepromise.promise.breached.v1'"
                                + " AND data ->> 'policy' = 'urgent-answered'",
                        id))
                .isOne();
        Inbox.say(Inbox.NURSE, id, "Sorry, it took long").then().statusCode(201);
        assertThat(Inbox.state(id, "urgent-answered")).isEqualTo("BREACHED");
        assertThat(Inbox.promised(id, "urgent-answered", "keptAt")).isNotNull();

        Inbox.say(ADA, id, Inbox.ROUTINE)
                .then()
                .statusCode(201)
                .body("lane", equalTo("ROUTINE"))
                .body("seenAt", nullValue());
        assertThat(Inbox.state(id, "routine-answered")).isEqualTo("ON_TRACK");
    }

    @Test
    void withinThirtyDaysItIsTheSameThreadAndLaterTheNewestThatGoesOnFromIt() {
        var old = Inbox.written("pat-ada", Inbox.ROUTINE);
        Inbox.say(Inbox.NURSE, old, "Done").then().statusCode(201);
        Inbox.moveClockBy(Duration.ofDays(30).minusMinutes(1));
        Inbox.say(ADA, old, Inbox.ROUTINE).then().body("id", equalTo(old));
        Inbox.say(Inbox.NURSE, old, "Done").then().statusCode(201);
        Inbox.moveClockBy(Duration.ofDays(30).plusMinutes(1));

        var next = Inbox.say(ADA, old, Inbox.ROUTINE)
                .then()
                .statusCode(201)
                .body("predecessorId", equalTo(old))
                .extract()
                .<String>path("id");
        assertThat(next).isNotEqualTo(old);
        Inbox.say(ADA, old, Inbox.ROUTINE).then().body("id", equalTo(next));
        assertThat(Behind.count("SELECT count(*) FROM thread")).isEqualTo(2);
    }

    @Test
    void onlyWhatIsRoutineAndNotOverdueIsPausedOrClosedUnanswered() {
        var urgent = Inbox.written("pat-ada", Inbox.URGENT);
        Refusals.refused(pause(urgent), 409, "urgent-never-pauses");
        Refusals.refused(close(urgent), 409, "thread-unanswered");
        var routine = Inbox.written("pat-bob", Inbox.ROUTINE);
        Refusals.refused(
                Inbox.post(Inbox.NURSE, "/v1/threads/" + routine + "/resumption", Map.of()), 409, "thread-not-paused");
        pause(routine).then().statusCode(200);
        Refusals.refused(pause(routine), 409, "thread-not-waiting");
        Inbox.post(Inbox.NURSE, "/v1/threads/" + routine + "/resumption", Map.of())
                .then()
                .statusCode(200);
        Inbox.moveClockBy(Duration.ofDays(5));
        Refusals.refused(pause(routine), 409, "thread-overdue");
        close(routine).then().statusCode(200).body("state", equalTo("CLOSED"));
        assertThat(Inbox.state(routine, "routine-answered")).isEqualTo("BREACHED");
    }

    @Test
    void whatAnEarlierRoundLeftBrokenBindsNoLaterOne() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        Inbox.moveClockBy(Duration.ofDays(5));
        close(id).then().statusCode(200);
        Inbox.say(ADA, id, Inbox.ROUTINE).then().statusCode(201);
        Inbox.triage(id, "URGENT", false).then().statusCode(200);
        isAbout(Inbox.promised(id, "urgent-answered", "limit"), Inbox.now().plus(Duration.ofHours(2)));
    }

    @Test
    void raisingAPausedThreadLetsItsClockRun() {
        var id = Inbox.written("pat-ada", Inbox.ROUTINE);
        pause(id).then().statusCode(200);
        Inbox.moveClockBy(Duration.ofDays(10));
        Inbox.triage(id, "URGENT", false).then().statusCode(200).body("state", equalTo("WAITING"));
        isAbout(Inbox.promised(id, "urgent-answered", "limit"), Inbox.now().plus(Duration.ofHours(2)));
    }

    /** The test clock runs on while requests are on their way. */
    private static void isAbout(Instant actual, Instant expected) {
        assertThat(actual).isCloseTo(expected, within(30, ChronoUnit.SECONDS));
    }

    private static Response pause(String id) {
        return Inbox.post(Inbox.NURSE, "/v1/threads/" + id + "/pause", Map.of("question", "Which one?"));
    }

    private static Response close(String id) {
        return Inbox.post(Inbox.NURSE, "/v1/threads/" + id + "/closure", Map.of("reason", "Thanks alone"));
    }

    private static Response call(String id, boolean reached) {
        return Inbox.post(
                Inbox.NURSE, "/v1/threads/" + id + "/calls", Map.of("reached", reached, "note", "Called at home"));
    }
}
