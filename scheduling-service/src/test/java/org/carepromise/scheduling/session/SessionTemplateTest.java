package org.carepromise.scheduling.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.id.IdType;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

@SchedulingTest
class SessionTemplateTest {

    @Test
    void savingATemplateSaysWhatItMadeAndWhichDatesFallOut() {
        var clinic = Clinic.at("springfield", Map.of(), Map.of());
        clinic.save(Map.of("startsAt", "13:00", "endsAt", "14:00", "weekdays", List.of("MONDAY")))
                .then()
                .statusCode(201)
                .body("made.sessions", greaterThan(20))
                .body("made.slots", greaterThan(60))
                .body("made.closedOn", hasItem(greaterThan("2026")));
    }

    @Test
    void aTemplateIsReadBackWhereItWasSaidToBeAndListedByItsProvider() {
        var clinic = Clinic.simple();
        var saved = clinic.save(Map.of("startsAt", "13:00", "endsAt", "14:00"));
        given().auth()
                .oauth2(Tokens.admin())
                .get(saved.header("Location"))
                .then()
                .statusCode(200)
                .body("startsAt", equalTo("13:00"))
                .body("made", equalTo(null));
        var templates = "/v1/session-templates?provider=" + clinic.provider;
        given().auth().oauth2(Tokens.admin()).get(templates).then().body("items.startsAt", contains("09:00", "13:00"));
        refused(
                given().auth().oauth2(Tokens.staff("supervisor", "honolulu")).get(saved.header("Location")),
                404,
                "not-found");
        given().auth()
                .oauth2(Tokens.staff("supervisor", "honolulu"))
                .get(templates)
                .then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void aProviderIsInOnePlaceAtATime() {
        var clinic = Clinic.simple();
        refused(clinic.save(Map.of("startsAt", "11:40", "endsAt", "13:00")), 409, "session-overlaps");
        clinic.save(Map.of("startsAt", "12:00", "endsAt", "13:00")).then().statusCode(201);
    }

    @Test
    void aTemplateWhileTheSiteIsClosedMakesNoSlot() {
        var clinic = Clinic.at("springfield", Map.of(), Map.of());
        refused(clinic.save(Map.of("startsAt", "18:00", "endsAt", "20:00")), 422, "template-makes-no-slot");
        refused(
                clinic.save(Map.of("startsAt", "13:00", "endsAt", "13:10", "weekdays", List.of("MONDAY"))),
                422,
                "template-makes-no-slot");
    }

    @Test
    void unknownNamesAreNamed() {
        var clinic = Clinic.simple();
        refused(clinic.save(Map.of("site", "atlantis")), 422, "site-unknown");
        refused(clinic.save(Map.of("provider", "prov_nobody")), 422, "provider-unknown");
        var nobody = Ids.PROVIDER.format(IdType.next(Instant.EPOCH));
        refused(clinic.save(Map.of("provider", nobody)), 422, "provider-unknown");
        refused(clinic.save(Map.of("site", "springfield")), 422, "provider-not-at-site");
        refused(
                clinic.save(Map.of("visitTypes", List.of("dancing"), "startsAt", "13:00", "endsAt", "14:00")),
                422,
                "visit-type-not-offered");
    }

    @Test
    void aSessionThatEndsBeforeItStartsIsRequestInvalid() {
        refused(Clinic.simple().save(Map.of("startsAt", "12:00", "endsAt", "09:00")), 400, "request-invalid");
        refused(Clinic.simple().save(Map.of("slotLength", "PT1M")), 400, "request-invalid")
                .body("errors.pointer", contains("#/slotLength"));
    }

    @Test
    void aWeekThatBeginsBeyondTheHorizonIsSavedAndMadeWhenItComesWithin() {
        var clinic = Clinic.simple();
        var begins =
                LocalDate.ofInstant(Clinic.now(), ZoneOffset.UTC).plusDays(200).toString();
        clinic.save(Map.of("startsAt", "13:00", "endsAt", "14:00", "validFrom", begins))
                .then()
                .statusCode(201)
                .body("made.sessions", equalTo(0));
        int before = clinic.allSlots(Clinic.now(), 100_000).size();
        Clinic.moveClockBy(Duration.ofDays(40));
        var later = clinic.allSlots(Instant.parse(begins + "T18:00:00Z"), 100_000);
        assertThat(later).isNotEmpty();
        assertThat(before).isPositive();
    }

    @Test
    void onlyAnAdminOfEverySiteCreatesVisitTypes() {
        var body = Map.of("id", "visit-" + Clinic.patient(), "name", "X", "modality", "PHONE", "duration", "PT10M");
        refused(Clinic.post(Tokens.staff("admin", "springfield"), "/v1/visit-types", body), 403, "forbidden");
    }

    @Test
    void theClockMovesNoFurtherThanCalendarsGo() {
        refused(
                given().contentType(ContentType.JSON)
                        .body(Map.of("to", "2200-01-01T00:00:00Z"))
                        .post("/v1/scheduling/sandbox/clock"),
                400,
                "request-invalid");
    }

    @Test
    void aTemplateMayTakeSomeOfTheProvidersVisitTypesAlone() {
        var other = "visit-" + Clinic.patient();
        var clinic = Clinic.simple();
        Clinic.post(
                        Tokens.admin(),
                        "/v1/visit-types",
                        Map.of("id", other, "name", "Other", "modality", "PHONE", "duration", "PT20M"))
                .then()
                .statusCode(201);
        refused(clinic.save(Map.of("visitTypes", List.of(other))), 422, "visit-type-not-offered");
    }

    @Test
    void aVisitTypeIsCreatedOnce() {
        var body = new HashMap<String, Object>(
                Map.of("id", "visit-" + Clinic.patient(), "name", "X", "modality", "PHONE", "duration", "PT10M"));
        Clinic.post(Tokens.admin(), "/v1/visit-types", body)
                .then()
                .statusCode(201)
                .body("horizon", equalTo("PT2160H"));
        refused(Clinic.post(Tokens.admin(), "/v1/visit-types", body), 409, "visit-type-exists");
    }

    @Test
    void aProviderNeedsKnownSitesAndVisitTypes() {
        refused(
                Clinic.post(
                        Tokens.admin(),
                        "/v1/providers",
                        Map.of("name", "Dr. X", "sites", List.of("atlantis"), "visitTypes", List.of("x"))),
                422,
                "site-unknown");
        refused(
                Clinic.post(
                        Tokens.admin(),
                        "/v1/providers",
                        Map.of("name", "Dr. X", "sites", List.of("springfield"), "visitTypes", List.of("dancing"))),
                422,
                "visit-type-unknown");
        refused(
                Clinic.post(
                        Tokens.staff("admin", "honolulu"),
                        "/v1/providers",
                        Map.of("name", "Dr. X", "sites", List.of("springfield"), "visitTypes", List.of("x"))),
                403,
                "forbidden");
    }

    @Test
    void sessionsAreExtendedWhenTheClockMovesOnAndOnlyOnce() {
        var clinic = Clinic.with(Map.of("horizon", "P180D"), Map.of());
        var last = lastStart(clinic);
        Clinic.moveClockBy(Duration.ofDays(10));
        var afterTenDays = lastStart(clinic);
        assertThat(afterTenDays).isAfter(last.plus(Duration.ofDays(8)));
        Clinic.moveClockBy(Duration.ofMinutes(1));
        assertThat(lastStart(clinic)).isEqualTo(afterTenDays);
    }

    @Test
    void theListOfProvidersPagesBySite() {
        var one = Clinic.at("chatham", Map.of(), Map.of("startsAt", "09:00", "endsAt", "10:00"));
        var other = Clinic.at("chatham", Map.of(), Map.of("startsAt", "09:00", "endsAt", "10:00"));
        var ids = given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/providers?site=chatham&limit=200")
                .<List<String>>path("items.id");
        assertThat(ids).contains(one.provider, other.provider).isSorted();
        var first = given().auth().oauth2(Tokens.admin()).get("/v1/providers?site=chatham&limit=1");
        var second = given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/providers?site=chatham&limit=1&cursor=" + first.path("nextCursor"));
        assertThat(List.of(first.<String>path("items[0].id"), second.<String>path("items[0].id")))
                .isEqualTo(ids.subList(0, 2));
    }

    private static Instant lastStart(Clinic clinic) {
        var late = Clinic.now().plus(Duration.ofDays(150));
        var starts = given().auth()
                .oauth2(Tokens.admin())
                .queryParam("visitType", clinic.visitType)
                .queryParam("from", late.toString())
                .queryParam("limit", 200)
                .get("/v1/availability");
        var all = starts.<List<String>>path("items.start");
        var more = starts.<String>path("nextCursor");
        if (more != null) {
            all = given().auth()
                    .oauth2(Tokens.admin())
                    .queryParam("visitType", clinic.visitType)
                    .queryParam("from", late.toString())
                    .queryParam("cursor", more)
                    .queryParam("limit", 200)
                    .get("/v1/availability")
                    .path("items.start");
        }
        return OffsetDateTime.parse(all.get(all.size() - 1)).toInstant();
    }
}
