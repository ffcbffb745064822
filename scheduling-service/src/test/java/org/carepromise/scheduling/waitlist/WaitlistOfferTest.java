package org.carepromise.scheduling.waitlist;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.carepromise.scheduling.waitlist.Waiting.accept;
import static org.carepromise.scheduling.waitlist.Waiting.cancel;
import static org.carepromise.scheduling.waitlist.Waiting.decline;
import static org.carepromise.scheduling.waitlist.Waiting.expiry;
import static org.carepromise.scheduling.waitlist.Waiting.offer;
import static org.carepromise.scheduling.waitlist.Waiting.offers;
import static org.carepromise.scheduling.waitlist.Waiting.settle;
import static org.carepromise.scheduling.waitlist.Waiting.stateOfEntry;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** A seat that comes free is one patient's for a while, then the next one's. */
@SchedulingTest
class WaitlistOfferTest {

    private static final Duration A_QUARTER = Duration.ofMinutes(15);

    private final List<String> patients = Clinic.patients(6);
    private final String owner = patients.get(0);
    private final String ada = patients.get(1);
    private final String ben = patients.get(2);
    private final String eve = patients.get(3);

    private Waiting list;
    private String slot;
    private String appointment;

    @BeforeEach
    void aVisitIsBookedByDay() {
        Waiting.byDay();
        list = new Waiting(Clinic.simple());
        slot = list.slots(1).get(0);
        appointment = list.booked(owner, slot);
    }

    @Test
    void aFreedSeatIsOfferedToTheBestPlacedAndToNobodyElse() {
        list.waits(ada);
        list.waits(ben);
        var entry = list.waitsFirst(eve, 1);

        cancel(owner, appointment).then().statusCode(200);
        refused(list.clinic.book(patients.get(4), slot), 409, "slot-full");
        settle();

        assertThat(offers(ada)).isEmpty();
        assertThat(offers(ben)).isEmpty();
        var offered = offer(eve, offers(eve).get(0));
        offered.then()
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("waitlistEntryId", equalTo(entry))
                .body("slotId", equalTo(slot))
                .body("timeZone", equalTo("America/Chicago"))
                .body("sentAt", notNullValue());
        assertThat(Instant.parse(offered.path("expiresAt")))
                .isEqualTo(Instant.parse(offered.<String>path("sentAt")).plus(A_QUARTER));
        refused(list.clinic.book(patients.get(4), slot), 409, "slot-full");
        assertThat(list.clinic.freeSlots(200)).doesNotContain(slot);
    }

    @Test
    void thePatientIsToldUntilWhenAndWhomToCall() {
        list.waits(ada);
        cancel(owner, appointment).then().statusCode(200);
        settle();

        List<String> texts = given().get("/v1/scheduling/sandbox/inbox")
                .path("items.findAll { it.to == '" + ada + "@example.org' && it.purpose == 'waitlist-offer' }.text");
        assertThat(texts).hasSize(1);
        assertThat(texts.get(0)).contains("Night Desk", "15 minutes").doesNotContain("Ada", list.clinic.visitType);
    }

    @Test
    void acceptedExactlyFifteenMinutesAfterSendingIsTooLateAndTheNextIsTold() {
        list.waits(ada);
        list.waits(ben);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        var first = offers(ada).get(0);
        var end = expiry(ada, first);

        Clinic.moveClock(end);
        refused(accept(ada, first), 410, "offer-expired");
        settle();

        offer(ada, first).then().body("state", equalTo("EXPIRED"));
        assertThat(offers(ada)).isEmpty();
        var told = Instant.parse(offers(ben, "sentAt").get(0));
        assertThat(told).isBetween(end, end.plusSeconds(1));
    }

    @Test
    void acceptedJustBeforeItBooks() {
        var entry = list.waits(ada);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        var first = offers(ada).get(0);
        Clinic.moveClock(expiry(ada, first).minusSeconds(20));

        String booked = accept(ada, first)
                .then()
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"))
                .extract()
                .path("appointmentId");

        given().auth()
                .oauth2(Tokens.patient(ada))
                .get("/v1/appointments/{id}", booked)
                .then()
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("slotId", equalTo(slot));
        assertThat(stateOfEntry(ada, entry)).isEqualTo("SERVED");
        assertThat(recovered(booked)).isEqualTo(1);
        refused(accept(ada, first), 409, "offer-closed").body("appointmentId", equalTo(booked));
        refused(decline(ada, first), 409, "offer-closed");
    }

    @Test
    void theSameAnswerUnderTheSameKeyIsGivenAgain() {
        list.waits(ada);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        var path = "/v1/waitlist-offers/" + offers(ada).get(0) + "/acceptance";

        var once = Clinic.keyed(Tokens.patient(ada), "yes-please", Map.of()).post(path);
        var twice = Clinic.keyed(Tokens.patient(ada), "yes-please", Map.of()).post(path);

        once.then().statusCode(200);
        twice.then().statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(twice.asString()).isEqualTo(once.asString());
    }

    @Test
    void whoDeclinesGoesOnWaitingAndIsNotAskedForThisTimeAgain() {
        var entry = list.waits(ada);
        list.waits(ben);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        decline(ada, offers(ada).get(0)).then().statusCode(200).body("state", equalTo("DECLINED"));
        settle();

        assertThat(stateOfEntry(ada, entry)).isEqualTo("OPEN");
        var second = offers(ben).get(0);
        decline(ben, second).then().statusCode(200);
        settle();
        assertThat(offers(ada)).isEmpty();
        assertThat(offers(ben)).isEmpty();
        // Nobody wants it: it is everybody's.
        assertThat(list.clinic.freeSlots(200)).contains(slot);
        list.booked(patients.get(4), slot);
    }

    @Test
    void anEarlierVisitThatIsAcceptedFreesTheLaterOneWhichIsOfferedOn() {
        var later = list.slots(8).get(7);
        var hers = list.booked(ada, later);
        list.waits(ada, Map.of("appointmentId", hers));
        cancel(owner, appointment).then().statusCode(200);
        settle();
        // Who waits now waits for what ada gives back.
        list.waits(ben);

        accept(ada, offers(ada).get(0)).then().statusCode(200).body("appointmentId", equalTo(hers));
        given().auth()
                .oauth2(Tokens.patient(ada))
                .get("/v1/appointments/{id}", hers)
                .then()
                .body("state", equalTo("BOOKED"))
                .body("slotId", equalTo(slot));
        settle();

        assertThat(offers(ben, "slotId")).containsExactly(later);
        assertThat(recovered(hers)).isEqualTo(1);
        accept(ben, offers(ben).get(0)).then().statusCode(200);
        settle();
        assertThat(seatsGivenTwice()).isZero();
    }

    @Test
    void aVisitThatIsMovedFreesItsSeatForThoseWhoWait() {
        list.waits(ben);
        var later = list.slots(8).get(7);
        Clinic.post(Tokens.patient(owner), "/v1/appointments/" + appointment + "/reschedule", Map.of("slotId", later))
                .then()
                .statusCode(200);
        settle();
        assertThat(offers(ben, "slotId")).containsExactly(slot);
    }

    @Test
    void aLaterTimeThanOnesOwnIsNotOffered() {
        var earlier = list.booked(ada, list.slots(2).get(1));
        var later = list.booked(patients.get(4), list.slots(3).get(2));
        list.waits(ada, Map.of("appointmentId", earlier));

        cancel(patients.get(4), later).then().statusCode(200);
        settle();
        assertThat(offers(ada)).isEmpty();
        cancel(owner, appointment).then().statusCode(200);
        settle();
        assertThat(offers(ada, "slotId")).containsExactly(slot);
    }

    @Test
    void whoCancelsTheVisitThatWasToComeEarlierDoesNotWaitAnyMore() {
        var hers = list.booked(ada, list.slots(8).get(7));
        var entry = list.waits(ada, Map.of("appointmentId", hers));
        cancel(ada, hers).then().statusCode(200);
        settle();
        assertThat(stateOfEntry(ada, entry)).isEqualTo("WITHDRAWN");
    }

    @Test
    void whoHasAnotherVisitAtThatTimeIsPassedOver() {
        var other = new Waiting(Clinic.simple());
        other.booked(ada, other.slots(1).get(0));
        list.waits(ada);
        list.waits(ben);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        assertThat(offers(ada)).isEmpty();
        assertThat(offers(ben)).hasSize(1);
    }

    @Test
    void nothingIsOfferedInsideTheLeadTime() {
        var hurried = new Waiting(Clinic.with(Map.of("leadTime", "P1D"), Map.of()));
        var soon = hurried.slots(1).get(0);
        var booking = hurried.clinic.book(patients.get(4), soon);
        String visit = booking.then().statusCode(201).extract().path("id");
        var start = OffsetDateTime.parse(booking.path("start")).toInstant();
        hurried.waits(ada);

        Clinic.moveClock(start.minus(Duration.ofDays(1)));
        cancel(patients.get(4), visit).then().statusCode(200);
        settle();
        assertThat(offers(ada)).isEmpty();
    }

    @Test
    void anOfferEndsWhereTheLeadTimeBegins() {
        var hurried = new Waiting(Clinic.with(Map.of("leadTime", "P1D"), Map.of()));
        var soon = hurried.slots(2).get(1);
        var booking = hurried.clinic.book(owner, soon);
        String visit = booking.then().statusCode(201).extract().path("id");
        var start = OffsetDateTime.parse(booking.path("start")).toInstant();
        hurried.waits(ada);

        var lead = start.minus(Duration.ofDays(1));
        Clinic.moveClock(lead.minus(Duration.ofMinutes(10)));
        cancel(owner, visit).then().statusCode(200);
        settle();
        assertThat(expiry(ada, offers(ada).get(0))).isEqualTo(lead);
    }

    @Test
    void whoIsAsleepIsPassedOverForTheNextAndAskedInTheMorningIfASeatIsLeft() {
        // It is early in the morning in Auckland.
        list.waitsInZone(ada, "Pacific/Auckland");
        list.waits(ben);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        assertThat(offers(ada)).isEmpty();
        decline(ben, offers(ben).get(0)).then().statusCode(200);
        settle();

        assertThat(offers(ada)).isEmpty();
        assertThat(list.clinic.freeSlots(200)).contains(slot);
        Clinic.moveClock(Clinic.now().plus(Duration.ofHours(6)));
        settle();
        var sent = entryOffers(ada);
        assertThat(sent).isEqualTo(1);
    }

    @Test
    void whoCanNotBeToldIsPassedOverAtOnce() {
        var entry = list.waits(ada);
        list.waits(ben);
        Behind.run(
                "INSERT INTO contact_preference (contact_key, version, channels, opted_out, learned_at)"
                        + " SELECT contact_key, 1, '{}', '{waitlist-offer}', created_at FROM waitlist_entry WHERE id = ?",
                Ids.WAITLIST_ENTRY.parse(entry).orElseThrow());
        cancel(owner, appointment).then().statusCode(200);
        settle();

        assertThat(offers(ada)).isEmpty();
        assertThat(offers(ben)).hasSize(1);
        assertThat(Behind.count(
                        "SELECT count(*) FROM waitlist_offer WHERE entry_id = ? AND state = 'UNREACHED'",
                        Ids.WAITLIST_ENTRY.parse(entry).orElseThrow()))
                .isEqualTo(1);
    }

    @Test
    void twoSeatsNeverGoToOneEntryAtOneTime() {
        var second = list.slots(2).get(1);
        var other = list.booked(patients.get(4), second);
        list.waits(ada);
        cancel(owner, appointment).then().statusCode(200);
        cancel(patients.get(4), other).then().statusCode(200);
        settle();

        assertThat(offers(ada)).hasSize(1);
        var offered = offers(ada, "slotId").get(0);
        assertThat(list.clinic.freeSlots(200)).contains(offered.equals(slot) ? second : slot);
    }

    @Test
    void whoLeavesTheListGivesTheOfferToTheNext() {
        var entry = list.waits(ada);
        list.waits(ben);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        var first = offers(ada).get(0);
        Clinic.post(Tokens.patient(ada), "/v1/waitlist-entries/" + entry + "/withdrawal", Map.of())
                .then()
                .statusCode(200);
        settle();

        offer(ada, first).then().body("state", equalTo("WITHDRAWN"));
        refused(accept(ada, first), 409, "offer-closed");
        assertThat(offers(ben)).hasSize(1);
    }

    @Test
    void nobodyElseReadsOrAnswersAnOffer() {
        list.waits(ada);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        var id = offers(ada).get(0);

        refused(offer(ben, id), 404, "not-found");
        refused(accept(ben, id), 404, "not-found");
        refused(decline(ben, id), 404, "not-found");
        refused(
                given().auth().oauth2(Tokens.staff(Role.AGENT, "springfield")).get("/v1/waitlist-offers/{id}", id),
                404,
                "not-found");
        // An agent whom the patient calls answers for them.
        Clinic.post(Tokens.staff(Role.AGENT, "night-desk"), "/v1/waitlist-offers/" + id + "/acceptance", Map.of())
                .then()
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"));
    }

    @Test
    void whatIsOverIsPrunedAndWhoWaitsStays() {
        var left = list.waits(ada);
        var stays = list.waits(ben);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        Clinic.post(Tokens.patient(ada), "/v1/waitlist-entries/" + left + "/withdrawal", Map.of())
                .then()
                .statusCode(200);
        // As if a hundred days had gone by.
        Behind.run(
                "UPDATE waitlist_entry SET ended_at = ended_at - interval '100 days' WHERE id = ?",
                Ids.WAITLIST_ENTRY.parse(left).orElseThrow());
        given().auth()
                .oauth2(Tokens.admin())
                .contentType("application/json")
                .post("/v1/scheduling/retention/runs?dryRun=false")
                .then()
                .statusCode(200);

        refused(given().auth().oauth2(Tokens.patient(ada)).get("/v1/waitlist-entries/{id}", left), 404, "not-found");
        assertThat(stateOfEntry(ben, stays)).isEqualTo("OPEN");
    }

    @Test
    void eventsTellOfItWithoutAWordAboutThePatient() {
        list.waits(ada);
        cancel(owner, appointment).then().statusCode(200);
        settle();
        var id = offers(ada).get(0);
        accept(ada, id).then().statusCode(200);

        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE subject = ? AND type IN ('carepromise.waitlist-offer.sent.v1',"
                                + " 'carepromise.waitlist-offer.accepted.v1')",
                        id))
                .isEqualTo(2);
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE type LIKE 'carepromise.waitlist%' AND data::text LIKE ?",
                        "%" + ada + "%"))
                .isZero();
    }

    private static long recovered(String appointment) {
        return Behind.count(
                "SELECT count(*) FROM appointment WHERE id = ? AND recovered_by = 'WAITLIST'",
                Ids.APPOINTMENT.parse(appointment).orElseThrow());
    }

    private long entryOffers(String patient) {
        return Behind.count(
                "SELECT count(*) FROM waitlist_offer JOIN waitlist_entry ON waitlist_entry.id = entry_id"
                        + " WHERE patient_key = ?",
                patient);
    }

    /** Slots of this clinic with more appointments and open offers than seats. */
    private long seatsGivenTwice() {
        return Behind.count(
                "SELECT count(*) FROM slot WHERE provider_id = ? AND capacity <"
                        + " (SELECT count(*) FROM appointment WHERE slot.id = ANY (slot_ids) AND state = 'BOOKED')"
                        + " + (SELECT count(*) FROM waitlist_offer WHERE slot.id = ANY (slot_ids)"
                        + " AND state IN ('PREPARED', 'OPEN'))",
                list.clinic.providerId());
    }
}
