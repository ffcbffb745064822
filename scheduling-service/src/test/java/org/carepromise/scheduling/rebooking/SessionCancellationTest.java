package org.carepromise.scheduling.rebooking;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@SchedulingTest
class SessionCancellationTest {

    @Test
    void twentyPatientsOfACancelledSessionHaveANewTimeWithinAMoment() {
        var clinic = Clinic.with(Map.of(), Map.of("startsAt", "09:00", "endsAt", "16:00"));
        var session = session(clinic, 3);
        var slots = slotsOf(session);
        var patients = Clinic.patients(20);
        var booked = new ArrayList<Response>();
        for (int i = 0; i < 20; i++) {
            booked.add(book(clinic, patients.get(i), slots.get(i)));
        }
        cancel(Tokens.admin(), session)
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("rebookings", equalTo(20));
        refused(book(clinic, Clinic.patient(), slots.get(20)), 409, "slot-full");
        Clinic.moveClockBy(Duration.ofSeconds(2));
        rebookings(session, "MOVED")
                .then()
                .body("items", hasSize(20))
                .body("items.appointmentState", everyItem(equalTo("BOOKED")))
                .body("items.provider", everyItem(equalTo(clinic.provider)))
                .body("items.start", everyItem(notNullValue()));
        var starts = booked.stream()
                .map(each -> appointment(each).<String>path("start"))
                .toList();
        assertThat(starts).doesNotHaveDuplicates();
        assertThat(booked).allSatisfy(each -> {
            assertThat(slots).doesNotContain(appointment(each).<String>path("slotId"));
            assertThat(appointment(each).<Integer>path("version")).isEqualTo(2);
        });
        assertThat(seats(clinic)).as("seats are counted as they are booked").isEqualTo(20);
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/sessions/" + session)
                .then()
                .body("state", equalTo("CANCELLED"))
                .body("cancellationReason", equalTo("PROVIDER_ILL"))
                .body("taken", equalTo(0))
                .body("slots", empty());
        Clinic.moveClockBy(Duration.ofHours(14));
        assertThat(inbox(patients.get(0), "purpose")).contains("appointment-replaced");
        assertThat(inbox(patients.get(0), "text").get(0)).contains("We have a new time for you");
    }

    @Test
    void whomNobodyCanSeeIsToldSoAndComesOntoTheWorklist() {
        var clinic = oneDay();
        var session = session(clinic, 0);
        var patient = Clinic.patient();
        var booked = book(clinic, patient, slotsOf(session).get(0));
        cancel(Tokens.admin(), session).then().statusCode(200).body("rebookings", equalTo(1));
        rebookings(session, "PENDING").then().body("items", hasSize(1));
        Clinic.moveClockBy(Duration.ofSeconds(2));
        appointment(booked)
                .then()
                .body("state", equalTo("CANCELLED"))
                .body("cancellationReason", equalTo("PROVIDER_UNAVAILABLE"));
        var open = rebookings(session, "OPEN");
        open.then()
                .body("items.reason", contains("NO_TIME_FOUND"))
                .body("items[0].reference", equalTo(booked.path("reference")))
                .body("items[0].previousStart", equalTo(booked.path("start")))
                .body("items[0].start", nullValue());
        assertThat(open.asString()).doesNotContain(patient).doesNotContain("Ada");
        String id = open.path("items[0].id");
        refused(complete(Tokens.staff("agent", "honolulu"), id, "NEW_TIME_AGREED"), 404, "not-found");
        refused(complete(Tokens.admin(), id, "CONFIRMED"), 400, "request-invalid");
        complete(Tokens.staff("agent", "night-desk"), id, "NEW_TIME_AGREED")
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("outcome", equalTo("NEW_TIME_AGREED"));
        refused(complete(Tokens.admin(), id, "UNREACHABLE"), 409, "rebooking-closed");
        rebookings(session, "OPEN").then().body("items", empty());
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/rebookings/" + id)
                .then()
                .header("ETag", equalTo("\"3\""))
                .body("state", equalTo("CLOSED"));
    }

    @Test
    void anotherProviderSeesThemWhereTheirsCannot() {
        var clinic = oneDay();
        var other = Clinic.post(
                        Tokens.admin(),
                        "/v1/providers",
                        Map.of(
                                "name",
                                "Dr. Else",
                                "sites",
                                List.of(clinic.site),
                                "visitTypes",
                                List.of(clinic.visitType)))
                .<String>path("id");
        clinic.save(Map.of("provider", other)).then().statusCode(201);
        var session = session(clinic, 0);
        var booked = book(clinic, Clinic.patient(), slotsOf(session).get(2));
        cancel(Tokens.admin(), session).then().statusCode(200);
        Clinic.moveClockBy(Duration.ofSeconds(2));
        appointment(booked)
                .then()
                .body("state", equalTo("BOOKED"))
                .body("provider", equalTo(other))
                .body("start", equalTo(booked.path("start")));
    }

    @Test
    void whoConfirmsIsDoneAndWhoDoesNotComesOntoTheWorklistADayAfterBeingTold() {
        var clinic = Clinic.simple();
        var session = session(clinic, 8);
        var slots = slotsOf(session);
        var confirming = Clinic.patient();
        var one = book(clinic, confirming, slots.get(0));
        var other = book(clinic, Clinic.patient(), slots.get(1));
        cancel(Tokens.admin(), session).then().statusCode(200);
        Clinic.moveClockBy(Duration.ofSeconds(2));
        Clinic.post(Tokens.patient(confirming), "/v1/appointments/" + one.path("id") + "/confirmation", Map.of())
                .then()
                .statusCode(200);
        Clinic.moveClockBy(Duration.ofHours(40));
        rebookings(session, "CLOSED").then().body("items.outcome", contains("CONFIRMED"));
        rebookings(session, "OPEN")
                .then()
                .body("items.reason", contains("NOT_CONFIRMED"))
                .body("items.appointment", contains(other.<String>path("id")))
                .body("items.appointmentState", contains("BOOKED"));
    }

    @Test
    void whomNoMessageReachesComesOntoTheWorklist() {
        var clinic = Clinic.simple();
        var session = session(clinic, 8);
        var booked = book(clinic, Clinic.patient(), slotsOf(session).get(0));
        cancel(Tokens.admin(), session).then().statusCode(200);
        // no channel takes it: as if all had been tried in vain
        Clinic.moveClockBy(Duration.ofSeconds(2));
        Behind.run("UPDATE notice SET state = 'GIVEN_UP', ended_at = decided_at WHERE key LIKE 'appointment-replaced:"
                + booked.<String>path("id") + ":%'");
        Clinic.moveClockBy(Duration.ofMinutes(6));
        rebookings(session, "OPEN").then().body("items.reason", contains("NOT_REACHED"));
    }

    @Test
    void nobodyIsLostWhereBookingsMeetACancellation() {
        for (int round = 0; round < 3; round++) {
            var clinic = Clinic.with(Map.of(), Map.of("startsAt", "09:00", "endsAt", "16:00"));
            var session = session(clinic, 3);
            var slots = slotsOf(session);
            var patients = Clinic.patients(21);
            var answers = Race.of(
                    21, i -> i == 7 ? cancel(Tokens.admin(), session) : book(clinic, patients.get(i), slots.get(i)));
            assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 201, 409);
            Clinic.moveClockBy(Duration.ofSeconds(2));
            assertThat(count(
                            "SELECT count(*) FROM appointment JOIN session ON session.id = appointment.session_id"
                                    + " WHERE session.id = ? AND appointment.state = 'BOOKED'",
                            session))
                    .isZero();
            long acknowledged = answers.stream()
                    .filter(answer -> answer.statusCode() == 201)
                    .count();
            assertThat(count("SELECT count(*) FROM rebooking WHERE session_id = ?", session))
                    .isEqualTo((int) acknowledged);
        }
    }

    @Test
    void aCancelledSessionIsNotMadeAnewByAChangeOfItsTemplate() {
        var clinic = Clinic.simple();
        var session = session(clinic, 3);
        cancel(Tokens.admin(), session).then().statusCode(200);
        var template = given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/session-templates?provider=" + clinic.provider)
                .<String>path("items[0].id");
        given().auth()
                .oauth2(Tokens.admin())
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Map.of(
                        "weekdays",
                        List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
                        "startsAt",
                        "09:00",
                        "endsAt",
                        "13:00",
                        "slotLength",
                        "PT20M",
                        "capacity",
                        1))
                .put("/v1/session-templates/" + template)
                .then()
                .statusCode(200)
                .body("made", equalTo(0));
        given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/sessions/" + session)
                .then()
                .body("state", equalTo("CANCELLED"))
                .body("capacity", equalTo(0))
                .body("slots", empty());
    }

    @Test
    void onlyWhoPlansCancelsASessionAndOnlyOnce() {
        var clinic = Clinic.simple();
        var session = session(clinic, 3);
        refused(cancel(Tokens.staff("agent", "*"), session), 403, "forbidden");
        refused(cancel(Tokens.staff("supervisor", "honolulu"), session), 404, "not-found");
        cancel(Tokens.staff("supervisor", "night-desk"), session).then().statusCode(200);
        refused(cancel(Tokens.admin(), session), 409, "session-cancelled");
        var today = session(clinic, 0);
        Clinic.moveClockBy(Duration.ofDays(2));
        refused(cancel(Tokens.admin(), today), 409, "session-over");
    }

    /** Three days from now alone. */
    private static Clinic oneDay() {
        var day = OffsetDateTime.ofInstant(Clinic.now(), ZoneId.of("America/Chicago"))
                .toLocalDate()
                .plusDays(3)
                .toString();
        return Clinic.with(Map.of(), Map.of("validFrom", day, "validUntil", day));
    }

    private static String session(Clinic clinic, int number) {
        return given().auth()
                .oauth2(Tokens.admin())
                .get(
                        "/v1/sessions?provider={provider}&to={to}",
                        clinic.provider,
                        Clinic.now().plus(Duration.ofDays(30)).toString())
                .path("items[" + number + "].id");
    }

    private static List<String> slotsOf(String session) {
        return given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/sessions/" + session)
                .path("slots.id");
    }

    private static Response book(Clinic clinic, String patient, String slot) {
        return Clinic.post(
                Tokens.patient(patient),
                "/v1/appointments",
                Map.of(
                        "slotId",
                        slot,
                        "visitType",
                        clinic.visitType,
                        "patient",
                        Map.of("name", "Ada Moreno", "email", patient + "@example.org", "language", "en")));
    }

    private static Response appointment(Response booked) {
        return given().auth().oauth2(Tokens.admin()).get("/v1/appointments/" + booked.path("id"));
    }

    private static Response cancel(String token, String session) {
        return Clinic.post(token, "/v1/sessions/" + session + "/cancellation", Map.of("reason", "PROVIDER_ILL"));
    }

    private static Response rebookings(String session, String state) {
        return given().auth()
                .oauth2(Tokens.staff("agent", "night-desk"))
                .get("/v1/rebookings?session={session}&state={state}", session, state);
    }

    private static Response complete(String token, String id, String outcome) {
        return Clinic.post(token, "/v1/rebookings/" + id + "/completion", Map.of("outcome", outcome));
    }

    private static List<String> inbox(String patient, String field) {
        return given().get("/v1/scheduling/sandbox/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.to == '" + patient + "@example.org' }." + field);
    }

    private static long seats(Clinic clinic) {
        return Behind.count("SELECT coalesce(sum(taken), 0) FROM slot WHERE provider_id = ?", clinic.providerId());
    }

    private static long count(String sql, String session) {
        return Behind.count(sql, Ids.SESSION.parse(session).orElseThrow());
    }
}
