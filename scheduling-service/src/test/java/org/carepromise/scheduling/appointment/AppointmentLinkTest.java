package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.link.Link;
import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.link.Links;
import org.carepromise.kit.notice.ReadingGrade;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.scheduling.link.AppointmentLinks;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

/** What a patient can do with a link and without login, and what nobody can. */
@SchedulingTest
class AppointmentLinkTest {

    private static final Pattern IN_TEXT = Pattern.compile("/a/(lk_[A-Za-z0-9_-]+)");

    private final String patient = Clinic.patient();

    @Inject
    Links links;

    @Test
    void lookingTellsWhatALinkIsForAndChangesNothing() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var token = token(AppointmentLinks.CANCELLATION, booked, 0);
        for (int i = 0; i < 2; i++) {
            look(token)
                    .then()
                    .statusCode(200)
                    .body("purpose", equalTo("appointment-cancellation"))
                    .body("state", equalTo("BOOKED"))
                    .body("start", equalTo(booked.path("start")))
                    .body("siteName", equalTo("Night Desk"))
                    .body("provider", equalTo("Dr. Test"));
        }
        assertThat(look(token).asString()).doesNotContain(patient, "Ada", "555", clinic.visitType);
        read(booked).then().body("state", equalTo("BOOKED")).body("version", equalTo(1));
    }

    @Test
    void aLinkConfirmsOnceAndAgainWithoutAChange() {
        var booked = book(Clinic.simple());
        var token = token(AppointmentLinks.CONFIRMATION, booked, 0);
        post(token, "confirmation").then().statusCode(200).body("confirmedAt", notNullValue());
        post(token, "confirmation").then().statusCode(200);
        read(booked).then().body("confirmedAt", notNullValue()).body("version", equalTo(2));
    }

    @Test
    void aLinkCancelsOnceAndFreesTheSeatAndAgainWithoutAChange() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var token = token(AppointmentLinks.CANCELLATION, booked, 0);
        post(token, "cancellation").then().statusCode(200).body("state", equalTo("CANCELLED"));
        post(token, "cancellation").then().statusCode(200).body("state", equalTo("CANCELLED"));
        look(token).then().statusCode(200).body("state", equalTo("CANCELLED"));
        read(booked)
                .then()
                .body("cancellationReason", equalTo("PATIENT_REQUEST"))
                .body("version", equalTo(2));
        clinic.book(Clinic.patient(), booked.path("slotId")).then().statusCode(201);
        // the others are void with it
        refused(post(token(AppointmentLinks.CONFIRMATION, booked, 0), "confirmation"), 410, "link-superseded");
    }

    @Test
    void aLinkListsTimesMovesTheVisitThereAndIsOverThen() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var token = token(AppointmentLinks.RESCHEDULE, booked, 0);
        var times = given().get("/v1/appointment-links/{token}/times?limit=3", token);
        times.then().statusCode(200).body("items.size()", equalTo(3));
        String slot = times.path("items[1].slotId");
        for (int i = 0; i < 2; i++) {
            move(token, slot).then().statusCode(200).body("start", equalTo(times.path("items[1].start")));
        }
        read(booked).then().body("slotId", equalTo(slot)).body("version", equalTo(2));
        refused(move(token, times.path("items[2].slotId")), 410, "link-superseded");
        for (var purpose :
                List.of(AppointmentLinks.CONFIRMATION, AppointmentLinks.CANCELLATION, AppointmentLinks.RESCHEDULE)) {
            refused(look(token(purpose, booked, 0)), 410, "link-superseded");
        }
        refused(post(token(AppointmentLinks.CANCELLATION, booked, 0), "cancellation"), 410, "link-superseded");
        post(token(AppointmentLinks.CANCELLATION, booked, 1), "cancellation")
                .then()
                .statusCode(200);
    }

    @Test
    void aMoveOntoAFullSlotLeavesVisitAndLinkAsTheyWere() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var taken = clinic.freeSlots(1).get(0);
        clinic.book(Clinic.patient(), taken).then().statusCode(201);
        var token = token(AppointmentLinks.RESCHEDULE, booked, 0);
        refused(move(token, taken), 409, "slot-full");
        refused(move(token, "slot_nothing"), 422, "slot-unknown");
        look(token).then().statusCode(200);
    }

    @Test
    void aLinkDoesNothingButItsOwnPurpose() {
        var booked = book(Clinic.simple());
        var confirm = token(AppointmentLinks.CONFIRMATION, booked, 0);
        refused(post(confirm, "cancellation"), 404, "link-invalid");
        refused(move(confirm, booked.path("slotId")), 404, "link-invalid");
        refused(given().get("/v1/appointment-links/{token}/times", confirm), 404, "link-invalid");
        refused(post(token(AppointmentLinks.CANCELLATION, booked, 0), "confirmation"), 404, "link-invalid");
        read(booked).then().body("version", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lk_", "lk_AAAA", "x", "appt_01kat3v0000000000000000000"})
    void whatIsNoTokenIsInvalid(String token) {
        refused(look(token), 404, "link-invalid");
        refused(post(token, "cancellation"), 404, "link-invalid");
    }

    @Test
    void aLinkOfNoAppointmentIsInvalid() {
        var gone = links.token(new Link(
                AppointmentLinks.CANCELLATION, UUID.randomUUID(), Clinic.now().plus(Duration.ofDays(1)), 0));
        refused(look(gone), 404, "link-invalid");
        refused(post(gone, "cancellation"), 404, "link-invalid");
    }

    @Test
    void whenTheVisitBeginsItsLinksAreOver() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var token = token(AppointmentLinks.CANCELLATION, booked, 0);
        Clinic.moveClock(startOf(booked));
        refused(look(token), 410, "link-expired");
        refused(post(token, "cancellation"), 410, "link-expired");
    }

    @Test
    void noticeIsGivenByLinkAsWithAToken() {
        var clinic = Clinic.with(Map.of("cancellationNotice", "PT720H"), Map.of());
        var booked = book(clinic);
        refused(post(token(AppointmentLinks.CANCELLATION, booked, 0), "cancellation"), 409, "too-late-to-cancel");
    }

    @Test
    void ofManyWhoTapAtOnceTheVisitIsCancelledOnce() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var token = token(AppointmentLinks.CANCELLATION, booked, 0);
        var answers = Race.of(20, i -> post(token, "cancellation").statusCode());
        assertThat(answers).containsOnly(200);
        read(booked).then().body("version", equalTo(2));
    }

    @Test
    void theTextsCarryLinksThatWorkAndNoLineDoes() {
        var mail = patient + "@example.org";
        try (var log = CapturedLog.open()) {
            var clinic = Clinic.simple();
            var slot = clinic.allSlots(Clinic.now().plus(Duration.ofDays(8)), 1).get(0);
            var booked = Clinic.post(
                    Tokens.patient(patient),
                    "/v1/appointments",
                    Map.of(
                            "slotId",
                            slot,
                            "visitType",
                            clinic.visitType,
                            "patient",
                            Map.of("name", "Ada Moreno", "email", mail)));
            booked.then().statusCode(201);
            Clinic.moveClock(startOf(booked).minus(Duration.ofHours(20)));
            List<String> texts = given().get("/v1/scheduling/sandbox/inbox")
                    .path("items.findAll { it.to == '" + mail + "' && it.purpose == 'appointment-reminder' }.text");
            var tokens = IN_TEXT.matcher(texts.get(0))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(tokens).hasSize(3);
            var purposes = tokens.stream()
                    .map(token -> look(token).<String>path("purpose"))
                    .toList();
            assertThat(purposes)
                    .containsExactly("appointment-confirmation", "appointment-reschedule", "appointment-cancellation");
            post(tokens.get(0), "confirmation").then().statusCode(200);
            post(tokens.get(2) + "A", "cancellation").then().statusCode(404);
            post(tokens.get(2), "cancellation").then().statusCode(200);
            look(tokens.get(1)).then().statusCode(410);
            for (var token : tokens) {
                assertThat(log.text()).doesNotContain(token.substring(3, 40));
                for (var table : List.of("notice", "idempotency", "audit_entry", "event")) {
                    assertThat(Behind.count(
                                    "SELECT count(*) FROM " + table + " AS it WHERE it::text LIKE ?",
                                    "%" + token.substring(3, 30) + "%"))
                            .as(table)
                            .isZero();
                }
            }
        }
    }

    @Test
    void aBrowserGetsAPageThatAsksAndAButtonThatDoes() {
        var clinic = Clinic.simple();
        var booked = book(clinic);
        var token = token(AppointmentLinks.RESCHEDULE, booked, 0);
        var page = browser().get("/v1/appointment-links/{token}", token);
        page.then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Security-Policy", startsWith("default-src 'none'; style-src 'sha256-"));
        assertThat(page.asString())
                .contains("Pick a new time", "Night Desk", "Dr. Test", "action=\"/v1/appointment-links/" + token)
                .doesNotContain(patient, clinic.visitType, "<script");
        var slot = clinic.freeSlots(1).get(0);
        assertThat(page.asString()).contains(slot);
        read(booked).then().body("version", equalTo(1));
        var done = browser().formParam("slotId", slot).post("/v1/appointment-links/{token}/reschedule", token);
        done.then().statusCode(200);
        assertThat(done.asString()).contains("Your visit has a new time.").doesNotContain("<form");
        read(booked).then().body("slotId", equalTo(slot));
        browser()
                .post("/v1/appointment-links/{token}/confirmation", token(AppointmentLinks.CONFIRMATION, booked, 1))
                .then()
                .statusCode(200);
        var cancel = token(AppointmentLinks.CANCELLATION, booked, 1);
        assertThat(browser().get("/v1/appointment-links/{token}", cancel).asString())
                .contains("Yes, cancel my visit");
        browser()
                .post("/v1/appointment-links/{token}/cancellation", cancel)
                .then()
                .statusCode(200);
        assertThat(browser().get("/v1/appointment-links/{token}", cancel).asString())
                .contains("Your visit is cancelled.")
                .doesNotContain("<form");
    }

    @Test
    void aBrowserIsToldInItsLanguageWhatWentWrong() {
        var spanish = browser().header("Accept-Language", "es-MX, en;q=0.5").get("/v1/appointment-links/lk_AAAA");
        spanish.then().statusCode(404).contentType("text/html;charset=UTF-8");
        assertThat(spanish.asString()).contains("lang=\"es\"", "Este enlace no vale.", "217-555-0100");
        var odd = browser().get("/v1/appointment-links/{token}", "<script>alert(1)</script>");
        odd.then().statusCode(404);
        assertThat(odd.asString()).doesNotContain("<script");
    }

    @Test
    void thePagesWordsAreEasyToReadInBothLanguages() {
        LinkPage.WORDS.forEach((language, words) -> {
            assertThat(words.keySet()).isEqualTo(LinkPage.WORDS.get("en").keySet());
            var sentences = words.values().stream()
                    .map(text -> text.matches(".*[.?!]") ? text : text + ".")
                    .collect(Collectors.joining(" "));
            assertThat(ReadingGrade.of(sentences, language)).as(language).isLessThanOrEqualTo(6.0);
        });
    }

    @Test
    void lookingAndDoingByLinkIsAudited() {
        var booked = book(Clinic.simple());
        var id = booked.<String>path("id");
        look(token(AppointmentLinks.CONFIRMATION, booked, 0)).then().statusCode(200);
        post(token(AppointmentLinks.CANCELLATION, booked, 0), "cancellation")
                .then()
                .statusCode(200);
        var entries = given().auth()
                .oauth2(Tokens.staff("auditor", "*"))
                .contentType(ContentType.JSON)
                .body(Map.of("object", id))
                .post("/v1/scheduling/audit-entries/searches");
        entries.then()
                .statusCode(200)
                .body("items.action", hasItem("readAppointmentLink"))
                .body("items.find { it.action == 'cancelAppointment' }.person", equalTo("link"))
                .body(
                        "items.find { it.action == 'cancelAppointment' }.token",
                        equalTo("link:appointment-cancellation:" + id));
    }

    private Response book(Clinic clinic) {
        var booked = clinic.book(patient, clinic.freeSlots(3).get(1));
        booked.then().statusCode(201);
        return booked;
    }

    private String token(LinkPurpose purpose, Response booked, int sequence) {
        return links.token(
                new Link(purpose, Ids.APPOINTMENT.parse(booked.path("id")).orElseThrow(), startOf(booked), sequence));
    }

    private static Instant startOf(Response booked) {
        return OffsetDateTime.parse(booked.path("start")).toInstant();
    }

    private Response read(Response booked) {
        return given().auth().oauth2(Tokens.patient(patient)).get("/v1/appointments/" + booked.path("id"));
    }

    private static RequestSpecification browser() {
        return given().header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    }

    private static Response look(String token) {
        return given().get("/v1/appointment-links/{token}", token);
    }

    private static Response post(String token, String what) {
        return given().noContentType().post("/v1/appointment-links/{token}/{what}", token, what);
    }

    private static Response move(String token, String slot) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("slotId", slot))
                .post("/v1/appointment-links/{token}/reschedule", token);
    }
}
