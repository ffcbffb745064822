package org.carepromise.scheduling.availability;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;
import static org.hamcrest.Matchers.containsString;

@SchedulingTest
class SearchFiltersTest {

    @Test
    void severalSitesAndProvidersAreSearchedTogether() {
        var type = Practice.visitType(Map.of());
        var desk = Practice.provider("night-desk", List.of(type), List.of());
        var island = Practice.provider("honolulu", List.of(type), List.of());
        var other = Practice.provider("honolulu", List.of(type), List.of());
        Practice.sessions(desk, "night-desk", Map.of());
        Practice.sessions(island, "honolulu", Map.of());
        Practice.sessions(other, "honolulu", Map.of());
        assertThat(providers(Map.of("visitType", type))).containsOnly(desk, island, other);
        assertThat(providers(Map.of("visitType", type, "site", List.of("honolulu", "springfield"))))
                .containsOnly(island, other);
        assertThat(providers(Map.of("visitType", type, "provider", List.of(desk, other))))
                .containsOnly(desk, other);
        assertThat(providers(Map.of("visitType", type, "site", "honolulu", "provider", List.of(desk, other))))
                .containsOnly(other);
    }

    @Test
    void severalVisitTypesAreShownOnceForEachSlotThatTakesThem() {
        var one = Practice.visitType(Map.of());
        var longer = Practice.visitType(Map.of("duration", "PT40M"));
        var provider = Practice.provider("night-desk", List.of(one, longer), List.of());
        Practice.sessions(provider, "night-desk", Map.of("startsAt", "09:00", "endsAt", "10:00"));
        Practice.sessions(
                provider, "night-desk", Map.of("startsAt", "10:00", "endsAt", "11:00", "visitTypes", List.of(longer)));
        var day = tomorrow();
        var found = Practice.search(Map.of(
                "visitType", List.of(one, longer),
                "from", day.toString(),
                "to", day.plus(1, ChronoUnit.DAYS).toString(),
                "limit", 50));
        assertThat(found.<List<String>>path("items.visitType"))
                .filteredOn(one::equals)
                .hasSize(3);
        assertThat(found.<List<String>>path("items.visitType"))
                .filteredOn(longer::equals)
                .hasSize(4);
        assertThat(found.<List<Map<String, String>>>path("items"))
                .extracting(item -> item.get("slotId") + item.get("visitType"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aModalityStandsForAllVisitTypesOfIt() {
        var video = Practice.visitType(Map.of("modality", "VIDEO"));
        var phone = Practice.visitType(Map.of("modality", "PHONE"));
        var provider = Practice.provider("night-desk", List.of(video, phone), List.of());
        Practice.sessions(provider, "night-desk", Map.of());
        assertThat(types(Map.of("modality", "VIDEO", "provider", provider))).containsOnly(video);
        assertThat(types(Map.of("modality", "PHONE", "visitType", List.of(video, phone), "provider", provider)))
                .containsOnly(phone);
        refused(Practice.search(Map.of("modality", "PIGEON")), 400, "request-invalid")
                .body("errors[0].pointer", containsString("?modality"));
    }

    @Test
    void aLanguageFindsWhoSpeaksItOrAVariantOfIt() {
        var type = Practice.visitType(Map.of());
        var spanish = Practice.provider("night-desk", List.of(type), List.of("en", "es-US"));
        var french = Practice.provider("night-desk", List.of(type), List.of("fr"));
        Practice.sessions(spanish, "night-desk", Map.of());
        Practice.sessions(french, "night-desk", Map.of());
        assertThat(providers(Map.of("visitType", type, "language", "es"))).containsOnly(spanish);
        assertThat(providers(Map.of("visitType", type, "language", "FR-ca"))).containsOnly(french);
        assertThat(providers(Map.of("visitType", type, "language", "e-"))).isNull();
    }

    @Test
    void aLanguageThatIsNoneIsRefused() {
        refused(Practice.search(Map.of("visitType", "x", "language", "!!")), 422, "language-unknown");
    }

    @Test
    void weekdaysAndHoursAreThoseOfTheSite() {
        var type = Practice.visitType(Map.of());
        var island = Practice.provider("honolulu", List.of(type), List.of());
        Practice.sessions(island, "honolulu", Map.of("startsAt", "08:00", "endsAt", "16:00"));
        var found = Practice.search(Map.of(
                        "visitType",
                        type,
                        "weekday",
                        List.of("TUESDAY", "FRIDAY"),
                        "earliest",
                        "09:20",
                        "latest",
                        "10:00",
                        "limit",
                        30))
                .<List<String>>path("items.start")
                .stream()
                .map(OffsetDateTime::parse)
                .toList();
        assertThat(found).hasSize(30).allSatisfy(start -> {
            assertThat(start.getOffset().getTotalSeconds()).isEqualTo(-10 * 3600);
            assertThat(start.getDayOfWeek()).isIn(DayOfWeek.TUESDAY, DayOfWeek.FRIDAY);
            assertThat(start.toLocalTime().toString()).isIn("09:20", "09:40", "10:00");
        });
    }

    @Test
    void aLatestBeforeTheEarliestIsPastMidnight() {
        var type = Practice.visitType(Map.of());
        var night = Practice.provider("night-desk", List.of(type), List.of());
        Practice.sessions(night, "night-desk", Map.of("startsAt", "00:00", "endsAt", "23:40"));
        var hours = Practice.search(Map.of("visitType", type, "earliest", "22:40", "latest", "00:40", "limit", 14))
                .<List<String>>path("items.start")
                .stream()
                .map(start -> OffsetDateTime.parse(start).toLocalTime().toString())
                .toList();
        assertThat(Set.copyOf(hours)).isEqualTo(Set.of("22:40", "23:00", "23:20", "00:00", "00:20", "00:40"));
    }

    @Test
    void aRangeIsAtMostAYearAndADayAndEndsAfterItBegins() {
        var type = Practice.visitType(Map.of());
        var from = Instant.parse("2027-01-01T00:00:00Z");
        Practice.search(Map.of(
                        "visitType",
                        type,
                        "from",
                        from.toString(),
                        "to",
                        from.plus(366, ChronoUnit.DAYS).toString()))
                .then()
                .statusCode(200);
        for (var to : List.of(from.plus(366, ChronoUnit.DAYS).plusSeconds(1), from, from.minusSeconds(1))) {
            refused(
                            Practice.search(Map.of("visitType", type, "from", from.toString(), "to", to.toString())),
                            422,
                            "range-invalid")
                    .body("errors[0].pointer", containsString("?to"));
        }
        refused(
                Practice.search(Map.of(
                        "visitType",
                        type,
                        "to",
                        Clinic.now().plus(367, ChronoUnit.DAYS).toString())),
                422,
                "range-invalid");
    }

    @Test
    void aTimeOfDayThatIsNoneIsRequestInvalidByItsName() {
        refused(Practice.search(Map.of("visitType", "x", "earliest", "25:00")), 400, "request-invalid")
                .body("errors[0].pointer", containsString("?earliest"));
        refused(Practice.search(Map.of("visitType", "x", "weekday", "FUNDAY")), 400, "request-invalid")
                .body("errors[0].pointer", containsString("?weekday"));
        refused(Practice.search(Map.of("visitType", "x".repeat(65))), 400, "request-invalid")
                .body("errors[0].pointer", containsString("?visitType"));
    }

    private static Set<String> providers(Map<String, ?> query) {
        return all(query, "items.provider");
    }

    private static Set<String> types(Map<String, ?> query) {
        return all(query, "items.visitType");
    }

    private static Set<String> all(Map<String, ?> query, String path) {
        var whole = new java.util.HashMap<String, Object>(query);
        whole.put("limit", 100);
        List<String> found = Practice.search(whole).path(path);
        return found == null ? null : new HashSet<>(found);
    }

    private static Instant tomorrow() {
        return Clinic.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
    }
}
