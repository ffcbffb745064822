package org.carepromise.scheduling.session;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Caps, carve-outs, overbooking and exceptions, from the template to what can be booked. */
@SchedulingTest
class TemplateAuthoringTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void whatIsAuthoredIsReadBack() {
        var clinic = Clinic.simple();
        var date = LocalDate.ofInstant(Clinic.now(), NEW_YORK).plusDays(3).toString();
        var saved = clinic.save(Map.of(
                "startsAt",
                "13:00",
                "endsAt",
                "16:00",
                "overbook",
                2,
                "caps",
                List.of(Map.of("visitTypes", List.of(clinic.visitType), "most", 4)),
                "carveOut",
                Map.of("slots", 3, "opensAt", "07:00"),
                "exceptions",
                List.of(Map.of("date", date))));
        saved.then().statusCode(201);
        given().auth()
                .oauth2(Tokens.admin())
                .get(saved.header("Location"))
                .then()
                .body("overbook", equalTo(2))
                .body("caps.most", contains(4))
                .body("caps[0].visitTypes", contains(clinic.visitType))
                .body("carveOut.slots", equalTo(3))
                .body("carveOut.opensAt", equalTo("07:00:00"))
                .body("carveOut.opensBefore", nullValue())
                .body("exceptions.date", contains(date))
                .body("exceptions[0].startsAt", nullValue())
                .body("version", equalTo(1));
    }

    @Test
    void sixOfTwentySlotsOpenAtSevenByThemselvesAndAHundredBookersGetExactlySix() {
        var clinic = Clinic.at(
                "new-york",
                Map.of(),
                Map.of("startsAt", "08:00", "endsAt", "14:40", "carveOut", Map.of("slots", 6, "opensAt", "07:00")));
        var date = LocalDate.ofInstant(Clinic.now(), NEW_YORK).plusDays(2);
        var seven = date.atTime(LocalTime.of(7, 0)).atZone(NEW_YORK).toInstant();
        Clinic.moveClock(seven.minusSeconds(30));
        assertThat(starts(clinic, date)).hasSize(14);
        Clinic.moveClock(seven);
        var all = starts(clinic, date);
        assertThat(all).hasSize(20);
        var patients = Clinic.patients(100);
        var answers = Race.of(100, i -> clinic.book(patients.get(i), all.get(14 + i % 6)));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(6);
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(201, 409, 503);
        refused(clinic.book(Clinic.patient(), all.get(14)), 409, "slot-full");
    }

    @Test
    void capsHoldAloneAndTogether() {
        var clinic = new TwoTypes();
        clinic.save(Map.of(
                        "startsAt",
                        "08:00",
                        "endsAt",
                        "12:00",
                        "caps",
                        List.of(
                                Map.of("visitTypes", List.of(clinic.one), "most", 3),
                                Map.of("visitTypes", List.of(clinic.other), "most", 2),
                                Map.of("visitTypes", List.of(clinic.one, clinic.other), "most", 4))))
                .then()
                .statusCode(201);
        var slots = clinic.slots();
        var patients = Clinic.patients(12);
        var answers = Race.of(10, i -> clinic.book(patients.get(i), slots.get(i), clinic.one));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(3);
        var free = clinic.slots();
        clinic.book(patients.get(10), free.get(0), clinic.other).then().statusCode(201);
        refused(clinic.book(patients.get(11), free.get(1), clinic.other), 409, "cap-reached");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        var clinic = Clinic.at("new-york", Map.of(), Map.of());
        var from = Map.<String, Object>of("startsAt", "13:00", "endsAt", "18:00", "validFrom", "2027-01-01");
        refused(
                        clinic.save(with(from, "exceptions", List.of(exception("2027-03-14", "02:30", "06:00")))),
                        422,
                        "local-time-in-gap")
                .body("errors.pointer", contains("#/exceptions/0/startsAt"));
        refused(
                        clinic.save(with(from, "exceptions", List.of(exception("2026-12-31", "08:00", "09:00")))),
                        422,
                        "exception-outside-dates")
                .body("errors.pointer", contains("#/exceptions/0/date"));
        refused(clinic.save(with(from, "validUntil", "2026-12-31")), 422, "range-invalid");
        refused(clinic.save(with(from, "carveOut", Map.of("slots", 16, "opensAt", "07:00"))), 422, "carve-out-unusable")
                .body("most", equalTo(15));
        refused(clinic.save(with(from, "carveOut", Map.of("slots", 3, "opensAt", "17:00"))), 422, "carve-out-unusable")
                .body("begins", equalTo("17:00"));
        refused(
                        clinic.save(with(from, "caps", List.of(Map.of("visitTypes", List.of("dancing"), "most", 1)))),
                        422,
                        "visit-type-not-offered")
                .body("errors.pointer", contains("#/caps/0/visitTypes"));
    }

    @Test
    void whatDoesNotFitTheContractIsRefused() {
        var clinic = Clinic.simple();
        var free = Map.<String, Object>of("startsAt", "13:00", "endsAt", "16:00");
        for (var wrong : List.of(
                Map.<String, Object>of("capacity", 0),
                Map.<String, Object>of("capacity", -1),
                Map.<String, Object>of("overbook", -1),
                Map.<String, Object>of("caps", List.of(Map.of("visitTypes", List.of(), "most", 1))),
                Map.<String, Object>of("caps", List.of(Map.of("visitTypes", List.of(clinic.visitType), "most", 0))),
                Map.<String, Object>of("carveOut", Map.of("slots", 3)),
                Map.<String, Object>of("carveOut", Map.of("slots", 3, "opensAt", "07:00", "opensBefore", "PT2H")),
                Map.<String, Object>of("exceptions", List.of(exception("2027-01-04", "12:00", "09:00"))),
                Map.<String, Object>of("exceptions", List.of(Map.of("date", "2027-01-04", "startsAt", "12:00"))),
                Map.<String, Object>of(
                        "exceptions", List.of(Map.of("date", "2027-01-04"), Map.of("date", "2027-01-04"))))) {
            var body = new HashMap<>(free);
            body.putAll(wrong);
            refused(clinic.save(body), 400, "request-invalid");
        }
    }

    /** A provider with two visit types, on one day. */
    private static final class TwoTypes {

        private final String one = Clinic.simple().visitType;
        private final String other = Clinic.simple().visitType;
        private final String provider = Clinic.post(
                        Tokens.admin(),
                        "/v1/providers",
                        Map.of("name", "Dr. Two", "sites", List.of("night-desk"), "visitTypes", List.of(one, other)))
                .path("id");

        Response save(Map<String, Object> template) {
            var body = new HashMap<String, Object>(Map.of(
                    "provider",
                    provider,
                    "site",
                    "night-desk",
                    "weekdays",
                    List.of(LocalDate.ofInstant(Clinic.now(), NEW_YORK)
                            .plusDays(3)
                            .getDayOfWeek()),
                    "slotLength",
                    "PT20M",
                    "capacity",
                    1));
            body.putAll(template);
            return Clinic.post(Tokens.admin(), "/v1/session-templates", body);
        }

        /** The first session's. */
        List<String> slots() {
            return given().auth()
                    .oauth2(Tokens.admin())
                    .queryParam("visitType", other)
                    .queryParam("provider", provider)
                    .queryParam("limit", 12)
                    .get("/v1/availability")
                    .path("items.slotId");
        }

        Response book(String patient, String slot, String visitType) {
            return Clinic.post(
                    Tokens.patient(patient), "/v1/appointments", Map.of("slotId", slot, "visitType", visitType));
        }
    }

    private static Map<String, Object> exception(String date, String from, String to) {
        return Map.of("date", date, "startsAt", from, "endsAt", to);
    }

    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        var other = new HashMap<>(body);
        other.put(field, value);
        return other;
    }

    private static List<String> starts(Clinic clinic, LocalDate date) {
        return given().auth()
                .oauth2(Tokens.admin())
                .queryParam("visitType", clinic.visitType)
                .queryParam("provider", clinic.provider)
                .queryParam("from", date.atStartOfDay(NEW_YORK).toInstant().toString())
                .queryParam(
                        "to",
                        date.plusDays(1).atStartOfDay(NEW_YORK).toInstant().toString())
                .queryParam("limit", 100)
                .get("/v1/availability")
                .path("items.slotId");
    }
}
