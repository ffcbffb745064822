package org.carepromise.scheduling.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.scheduling.link.AppointmentLinks;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Each figure against a clinic whose slots and visits were counted by hand. */
@SchedulingTest
class FiguresTest {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");

    @Inject
    Links links;

    @Test
    void slotsThatHaveBegunAreFilledOrWereKeptBackForNothing() {
        var clinic = Clinic.simple();
        var day = aDayAhead(2);
        var slots = clinic.allSlots(day, 9);
        for (int i = 0; i < 4; i++) {
            clinic.book(Clinic.patient(), slots.get(i)).then().statusCode(201);
        }
        // the third to the fifth were kept back: two of them are taken
        for (var keptBack : slots.subList(2, 5)) {
            Behind.run(
                    "UPDATE slot SET opens_at = starts_at - interval '2 hours' WHERE id = ?",
                    Ids.SLOT.parse(keptBack).orElseThrow());
        }
        figures(clinic, day, day.plus(Duration.ofHours(3)))
                .body("fillRate.denominator", equalTo(0))
                .body("fillRate.value", nullValue());
        Clinic.moveClock(day.plus(Duration.ofHours(4)));
        figures(clinic, day, day.plus(Duration.ofHours(3)))
                .body("fillRate.numerator", equalTo(4))
                .body("fillRate.denominator", equalTo(9))
                .body("fillRate.value", equalTo(4 / 9f))
                .body("fillRate.definition", containsString("no-show"))
                .body("unusedCarveOut.numerator", equalTo(1))
                .body("unusedCarveOut.denominator", equalTo(3));
        figures(clinic, day, day.plus(Duration.ofMinutes(40)))
                .body("fillRate.numerator", equalTo(2))
                .body("fillRate.denominator", equalTo(2));
    }

    @Test
    void aSlotWithMorePatientsThanSeatsIsFullAndNoMore() {
        var clinic = Clinic.simple();
        var day = aDayAhead(2);
        var slot = clinic.allSlots(day, 1).get(0);
        clinic.book(Clinic.patient(), slot).then().statusCode(201);
        Behind.run(
                "UPDATE slot SET overbook = 1, taken = 2 WHERE id = ?",
                Ids.SLOT.parse(slot).orElseThrow());
        Clinic.moveClock(day.plus(Duration.ofHours(4)));
        figures(clinic, day, day.plus(Duration.ofHours(3)))
                .body("fillRate.numerator", equalTo(1))
                .body("fillRate.denominator", equalTo(9));
    }

    @Test
    void noShowsAreCountedByHowLongBeforeTheyWereBooked() {
        var clinic = Clinic.simple();
        var from = Clinic.now();
        var soon = clinic.book(Clinic.patient(), clinic.freeSlots(1).get(0));
        var inDays = bookAt(clinic, aDayAhead(3));
        var inWeeks = bookAt(clinic, aDayAhead(10));
        var inMonths = bookAt(clinic, aDayAhead(40));
        var unrecorded = bookAt(clinic, aDayAhead(41));
        step(inDays, "confirmation");
        step(inMonths, "confirmation");
        Clinic.moveClock(start(unrecorded).plus(Duration.ofHours(1)));
        step(soon, "completion");
        step(inDays, "completion");
        step(inWeeks, "no-show");
        step(inMonths, "no-show");
        figures(clinic, from, Clinic.now())
                .body("noShowRate.numerator", equalTo(2))
                .body("noShowRate.denominator", equalTo(4))
                .body("noShowRate.value", equalTo(0.5f))
                .body("noShowsByLeadTime.from", equalTo(List.of("PT0S", "PT24H", "PT168H", "PT720H")))
                .body("noShowsByLeadTime[2].to", equalTo("PT720H"))
                .body("noShowsByLeadTime[3].to", nullValue())
                .body("noShowsByLeadTime.numerator", equalTo(List.of(0, 0, 1, 1)))
                .body("noShowsByLeadTime.denominator", equalTo(List.of(1, 1, 1, 1)))
                .body("noShowsByConfirmation.find { it.confirmed }.numerator", equalTo(1))
                .body("noShowsByConfirmation.find { it.confirmed }.denominator", equalTo(2))
                .body("noShowsByConfirmation.find { !it.confirmed }.numerator", equalTo(1))
                .body("noShowsByConfirmation.find { !it.confirmed }.denominator", equalTo(2))
                .body("unrecorded", equalTo(1));
    }

    @Test
    void exactlyADayBeforeIsNoLongerUnderADay() {
        var clinic = Clinic.simple();
        var from = Clinic.now();
        var exact = bookAt(clinic, aDayAhead(2));
        var under = bookAt(clinic, start(exact).plusSeconds(1));
        Behind.run("UPDATE appointment SET created_at = starts_at - interval '1 day' WHERE id = ?", id(exact));
        Behind.run(
                "UPDATE appointment SET created_at = starts_at - interval '1 day' + interval '1 microsecond' WHERE id = ?",
                id(under));
        Clinic.moveClock(start(under));
        step(exact, "no-show");
        step(under, "completion");
        figures(clinic, from, start(under)).body("noShowsByLeadTime.denominator", equalTo(List.of(0, 1, 0, 0)));
        figures(clinic, from, start(under).plusSeconds(1))
                .body("noShowsByLeadTime.denominator", equalTo(List.of(1, 1, 0, 0)));
    }

    @Test
    void aVisitGivenBackAfterAReminderAndBookedAgainIsRecovered() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        giveBackByLink(given);
        var next = clinic.book(Clinic.patient(), given.path("slotId"));
        next.then().statusCode(201);
        recovered(clinic, start(given)).body("byReminder", equalTo(0));
        Clinic.moveClock(start(given).plusSeconds(1));
        recovered(clinic, start(given))
                .body("byReminder", equalTo(1))
                .body("byWaitingList", equalTo(0))
                .body("valueLow", equalTo(20))
                .body("valueHigh", equalTo(80))
                .body("currency", equalTo("USD"));
        step(next, "no-show");
        recovered(clinic, start(given)).body("byReminder", equalTo(0)).body("valueHigh", equalTo(0));
    }

    @Test
    void aVisitMovedByALinkAfterAReminderIsGivenBackToo() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        given().contentType(ContentType.JSON)
                .body(Map.of("slotId", clinic.allSlots(aDayAhead(10), 1).get(0)))
                .post("/v1/appointment-links/{token}/reschedule", token(AppointmentLinks.RESCHEDULE, given))
                .then()
                .statusCode(200);
        clinic.book(Clinic.patient(), given.path("slotId")).then().statusCode(201);
        Clinic.moveClock(start(given).plusSeconds(1));
        recovered(clinic, start(given)).body("byReminder", equalTo(1));
    }

    @Test
    void whatNobodyBookedAgainIsNotRecovered() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        giveBackByLink(given);
        Clinic.moveClock(start(given).plusSeconds(1));
        recovered(clinic, start(given)).body("byReminder", equalTo(0));
    }

    @Test
    void whatIsGivenBackBeforeAnyReminderIsNotItsDoing() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        giveBackByLink(given);
        assertBookedAgainButNotRecovered(clinic, given);
    }

    @Test
    void whatIsGivenBackWithoutALinkIsNotCounted() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        cancel(given);
        assertBookedAgainButNotRecovered(clinic, given);
    }

    @Test
    void whatIsGivenBackWithinTheLeadTimeIsTooLate() {
        var clinic = Clinic.with(Map.of("leadTime", "P8D"), Map.of());
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        giveBackByLink(given);
        Behind.run("UPDATE visit_type SET lead_time_seconds = 0 WHERE id = ?", clinic.visitType);
        assertBookedAgainButNotRecovered(clinic, given);
    }

    @Test
    void aGroupVisitWithSeatsToSpareGainsNothingByOneMore() {
        var clinic = Clinic.with(Map.of(), Map.of("capacity", 2));
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        giveBackByLink(given);
        assertBookedAgainButNotRecovered(clinic, given);
    }

    @Test
    void ofTwoSeatsGivenBackAndOneBookedAgainOneIsRecovered() {
        var clinic = Clinic.with(Map.of(), Map.of("capacity", 2));
        var day = aDayAhead(9);
        var one = bookAt(clinic, day);
        var other = bookAt(clinic, day);
        remind();
        giveBackByLink(one);
        clinic.book(Clinic.patient(), one.path("slotId")).then().statusCode(201);
        giveBackByLink(other);
        Clinic.moveClock(start(one).plusSeconds(1));
        recovered(clinic, day).body("byReminder", equalTo(1));
    }

    @Test
    void whoMovesIntoASeatThatWasGivenBackRecoversItToo() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        var later = bookAt(clinic, aDayAhead(12));
        remind();
        giveBackByLink(given);
        Clinic.post(
                        Tokens.admin(),
                        "/v1/appointments/" + later.path("id") + "/reschedule",
                        Map.of("slotId", given.path("slotId")))
                .then()
                .statusCode(200);
        Clinic.moveClock(start(given).plusSeconds(1));
        recovered(clinic, start(given)).body("byReminder", equalTo(1));
    }

    @Test
    void aSeatThatTheWaitingListFilledCountsOnceAndThere() {
        var clinic = Clinic.simple();
        var given = bookAt(clinic, aDayAhead(9));
        remind();
        giveBackByLink(given);
        var next = clinic.book(Clinic.patient(), given.path("slotId"));
        Behind.run("UPDATE appointment SET recovered_by = 'WAITLIST' WHERE id = ?", id(next));
        Clinic.moveClock(start(given).plusSeconds(1));
        recovered(clinic, start(given))
                .body("byReminder", equalTo(0))
                .body("byWaitingList", equalTo(1))
                .body("valueLow", equalTo(20))
                .body("valueHigh", equalTo(80));
    }

    @Test
    void whoMovesOnNoLongerFillsTheSeatThatTheWaitingListOffered() {
        var clinic = Clinic.simple();
        var filled = bookAt(clinic, aDayAhead(9));
        Behind.run("UPDATE appointment SET recovered_by = 'WAITLIST' WHERE id = ?", id(filled));
        var moved = Clinic.post(
                Tokens.admin(),
                "/v1/appointments/" + filled.path("id") + "/reschedule",
                Map.of("slotId", clinic.allSlots(aDayAhead(10), 1).get(0)));
        moved.then().statusCode(200);
        Clinic.moveClock(start(moved).plusSeconds(1));
        recovered(clinic, start(moved)).body("byWaitingList", equalTo(0));
    }

    @Test
    void theThirdNextIsWhatSearchShowsThird() {
        var clinic = Clinic.with(Map.of("leadTime", "P3D"), Map.of());
        clinic.book(Clinic.patient(), clinic.freeSlots(1).get(0)).then().statusCode(201);
        String third = clinic.search(3).path("items[2].start");
        var start = OffsetDateTime.parse(third);
        int days = (int) (start.toLocalDate().toEpochDay()
                - LocalDate.ofInstant(Clinic.now(), ZONE).toEpochDay());
        figures(clinic, null, null)
                .body("thirdNextAvailable.complete", equalTo(true))
                .body("thirdNextAvailable.items", hasSize(1))
                .body("thirdNextAvailable.items[0].site", equalTo("night-desk"))
                .body("thirdNextAvailable.items[0].visitType", equalTo(clinic.visitType))
                .body("thirdNextAvailable.items[0].start", equalTo(third))
                .body("thirdNextAvailable.items[0].timeZone", equalTo("America/Chicago"))
                .body("thirdNextAvailable.items[0].days", equalTo(days));
    }

    @Test
    void whereFewerThanThreeAreFreeThereIsNone() {
        var tomorrow = LocalDate.ofInstant(Clinic.now(), ZONE).plusDays(1).toString();
        var clinic = Clinic.with(Map.of(), Map.of("endsAt", "09:40", "validFrom", tomorrow, "validUntil", tomorrow));
        figures(clinic, null, null)
                .body("thirdNextAvailable.items[0].start", nullValue())
                .body("thirdNextAvailable.items[0].days", nullValue());
    }

    @Test
    void figuresAreOfTheSitesThatTheTokenReaches() {
        var clinic = Clinic.simple();
        var supervisor = Tokens.staff(Role.SUPERVISOR, "night-desk");
        ask(supervisor, Map.of("visitType", clinic.visitType))
                .then()
                .statusCode(200)
                .body("sites", equalTo(List.of("night-desk")));
        var elsewhere = Tokens.staff(Role.SUPERVISOR, "main");
        ask(elsewhere, Map.of("visitType", clinic.visitType))
                .then()
                .statusCode(200)
                .body("sites", not(hasItem("night-desk")))
                .body("thirdNextAvailable.items", equalTo(List.of()));
        refused(ask(elsewhere, Map.of("site", "night-desk")), 403, "forbidden");
        refused(ask(Tokens.staff(Role.AGENT, "*"), Map.of()), 403, "forbidden");
        refused(ask(Tokens.patient(Clinic.patient()), Map.of()), 403, "forbidden");
        refused(given().get("/v1/scheduling/figures"), 401, "unauthenticated");
    }

    @Test
    void whatIsUnknownOrNoRangeIsRefused() {
        refused(ask(Tokens.admin(), Map.of("site", "nowhere")), 422, "site-unknown");
        refused(ask(Tokens.admin(), Map.of("visitType", "nothing")), 422, "visit-type-unknown");
        for (var range : List.of(
                Map.of("from", "2026-01-02T00:00:00Z", "to", "2026-01-02T00:00:00Z"),
                Map.of("from", "2026-01-01T00:00:00Z", "to", "2027-01-02T00:00:01Z"))) {
            refused(ask(Tokens.admin(), range), 422, "range-invalid");
        }
        refused(ask(Tokens.admin(), Map.of("from", "yesterday")), 400, "request-invalid");
    }

    @Test
    void figuresAreReadByIndex() {
        var some = List.of(
                "ARRAY['night-desk']",
                "'2026-11-01Z'::timestamptz",
                "'2026-12-01Z'::timestamptz",
                "'x'::text",
                "ARRAY[1,7,30]");
        assertThat(Behind.plan(FiguresStore.SEATS, some))
                .contains("session_at_site", "slot_of_session")
                .doesNotContain("Seq Scan");
        assertThat(Behind.plan(FiguresStore.VISITS, some))
                .contains("appointment_of_site")
                .doesNotContain("Seq Scan");
        assertThat(Behind.plan(FiguresStore.REFILLED, some))
                .contains("visit_given_back_at_site")
                .doesNotContain("Seq Scan");
    }

    private void assertBookedAgainButNotRecovered(Clinic clinic, Response given) {
        clinic.book(Clinic.patient(), given.path("slotId")).then().statusCode(201);
        Clinic.moveClock(start(given).plusSeconds(1));
        recovered(clinic, start(given)).body("byReminder", equalTo(0));
    }

    /** 09:00 on a day so many ahead, at the clinic. */
    private static Instant aDayAhead(int days) {
        return LocalDate.ofInstant(Clinic.now(), ZONE)
                .plusDays(days)
                .atTime(9, 0)
                .atZone(ZONE)
                .toInstant();
    }

    private static Response bookAt(Clinic clinic, Instant from) {
        var patient = Clinic.patient();
        var body = new HashMap<>(clinic.booking(clinic.allSlots(from, 1).get(0)));
        body.put("patient", Map.of("email", patient + "@example.org", "name", "Ada Moreno"));
        var booked = Clinic.post(Tokens.patient(patient), "/v1/appointments", body);
        booked.then().statusCode(201);
        return booked;
    }

    /** Nine days ahead becomes less than seven: the first reminder has gone. */
    private static void remind() {
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(3)));
    }

    private void giveBackByLink(Response booked) {
        given().noContentType()
                .post("/v1/appointment-links/{token}/cancellation", token(AppointmentLinks.CANCELLATION, booked))
                .then()
                .statusCode(200);
    }

    private String token(LinkPurpose purpose, Response booked) {
        return links.token(new Link(purpose, id(booked), start(booked), 0));
    }

    private static void cancel(Response booked) {
        Clinic.post(
                        Tokens.admin(),
                        "/v1/appointments/" + booked.path("id") + "/cancellation",
                        Map.of("reason", "PATIENT_REQUEST"))
                .then()
                .statusCode(200);
    }

    private static void step(Response booked, String step) {
        Clinic.post(Tokens.admin(), "/v1/appointments/" + booked.path("id") + "/" + step, Map.of())
                .then()
                .statusCode(200);
    }

    private static Instant start(Response booked) {
        return OffsetDateTime.parse(booked.path("start")).toInstant();
    }

    private static UUID id(Response booked) {
        return Ids.APPOINTMENT.parse(booked.path("id")).orElseThrow();
    }

    private static ValidatableResponse recovered(Clinic clinic, Instant visit) {
        return figures(clinic, visit.minusSeconds(1), visit.plusSeconds(1)).rootPath("recovered");
    }

    private static ValidatableResponse figures(Clinic clinic, Instant from, Instant to) {
        var parameters = new HashMap<String, Object>(Map.of("site", clinic.site, "visitType", clinic.visitType));
        if (from != null) {
            parameters.put("from", from.toString());
            parameters.put("to", to.toString());
        }
        return ask(Tokens.admin(), parameters).then().statusCode(200);
    }

    private static Response ask(String token, Map<String, ?> parameters) {
        return given().auth().oauth2(token).queryParams(parameters).get("/v1/scheduling/figures");
    }
}
