package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.id.IdType;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

@SchedulingTest
class AvailabilityTest {

    @Test
    void pagesTogetherListEveryFreeTimeOnceInOrder() {
        var clinic = Clinic.simple();
        var whole = clinic.freeSlots(100);
        var paged = new ArrayList<String>();
        String cursor = null;
        do {
            var page =
                    search("visitType=" + clinic.visitType + "&limit=7" + (cursor == null ? "" : "&cursor=" + cursor));
            paged.addAll(page.<List<String>>path("items.slotId"));
            cursor = page.path("nextCursor");
        } while (cursor != null && paged.size() < 100);
        assertThat(paged.subList(0, 100)).isEqualTo(whole).doesNotHaveDuplicates();
    }

    @Test
    void bookingsBetweenPagesNeitherSkipNorDoubleWhatStays() {
        var clinic = Clinic.simple();
        var whole = clinic.freeSlots(20);
        var first = search("visitType=" + clinic.visitType + "&limit=5");
        clinic.book(Clinic.patient(), whole.get(2)).then().statusCode(201);
        clinic.book(Clinic.patient(), whole.get(6)).then().statusCode(201);
        var second = search("visitType=" + clinic.visitType + "&limit=5&cursor=" + first.path("nextCursor"));
        assertThat(second.<List<String>>path("items.slotId"))
                .containsExactly(whole.get(5), whole.get(7), whole.get(8), whole.get(9), whole.get(10));
    }

    @Test
    void aCursorOfAnotherSearchIsRefused() {
        var clinic = Clinic.simple();
        String cursor = clinic.search(1).path("nextCursor");
        refused(search("visitType=other&limit=1&cursor=" + cursor), 400, "cursor-invalid");
        refused(search("visitType=" + clinic.visitType + "&cursor=nonsense"), 400, "cursor-invalid");
    }

    @Test
    void fromAndToBoundTheStarts() {
        var clinic = Clinic.simple();
        var starts = clinic.search(10).<List<String>>path("items.start");
        var bounded = given().auth()
                .oauth2(Tokens.admin())
                .queryParam("visitType", clinic.visitType)
                .queryParam("from", starts.get(3))
                .queryParam("to", starts.get(6))
                .get("/v1/availability");
        assertThat(bounded.<List<String>>path("items.start")).isEqualTo(starts.subList(3, 6));
    }

    @Test
    void aSearchOverAllSitesAndOneOverAProviderAgree() {
        var clinic = Clinic.at("honolulu", Map.of(), Map.of());
        var everywhere = clinic.freeSlots(30);
        assertThat(search("visitType=" + clinic.visitType + "&provider=" + clinic.provider + "&limit=30")
                        .<List<String>>path("items.slotId"))
                .isEqualTo(everywhere);
        assertThat(search("visitType=" + clinic.visitType + "&site=honolulu&limit=30")
                        .<List<String>>path("items.slotId"))
                .isEqualTo(everywhere);
        search("visitType=" + clinic.visitType + "&site=springfield").then().body("items", hasSize(0));
    }

    @Test
    void timesAreGivenInTheSitesZone() {
        var clinic = Clinic.at("honolulu", Map.of(), Map.of());
        var start = clinic.search(1).<String>path("items[0].start");
        assertThat(start).endsWith("-10:00");
        assertThat(OffsetDateTime.parse(start).getHour()).isBetween(9, 11);
    }

    @Test
    void leadTimeAndHorizonBoundWhatIsShown() {
        var clinic = Clinic.with(Map.of("leadTime", "P2D", "horizon", "P3D"), Map.of());
        var now = Clinic.now();
        assertThat(clinic.search(100).<List<String>>path("items.start"))
                .isNotEmpty()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .allMatch(start -> start.isAfter(now.plusSeconds(2 * 86_400 - 1))
                        && start.isBefore(now.plusSeconds(3 * 86_400 + 60)));
    }

    @Test
    void unknownSitesProvidersAndVisitTypesAreNamed() {
        var clinic = Clinic.simple();
        refused(search("visitType=dancing"), 422, "visit-type-unknown");
        refused(search("visitType=" + clinic.visitType + "&site=atlantis"), 422, "site-unknown");
        refused(search("visitType=" + clinic.visitType + "&provider=dr-no"), 422, "provider-unknown");
        var nobody = Ids.PROVIDER.format(IdType.next(Instant.EPOCH));
        search("visitType=" + clinic.visitType + "&provider=" + nobody).then().body("items", hasSize(0));
    }

    @Test
    void aTimeWithoutOffsetIsRequestInvalidByItsName() {
        refused(search("visitType=x&from=2026-12-07T10:00:00"), 400, "request-invalid")
                .body("errors[0].pointer", containsString("?from"));
    }

    @Test
    void aLimitOutOfBoundsOrATimeThatIsNoneIsRequestInvalid() {
        refused(search("visitType=x&limit=201"), 400, "request-invalid")
                .body("errors[0].pointer", containsString("?limit"));
        refused(search("limit=1"), 400, "request-invalid").body("errors[0].pointer", containsString("?visitType"));
    }

    private static Response search(String query) {
        return given().auth().oauth2(Tokens.admin()).urlEncodingEnabled(false).get("/v1/availability?" + query);
    }
}
