package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;

/** Search sees what booking sees: caps, carve-outs, holds and second resources, each as of now. */
@SchedulingTest
class CapacitySearchTest {

    private static final Duration TWENTY_MINUTES = Duration.ofMinutes(20);

    @Inject
    ProductClock clock;

    @AfterEach
    void runOn() {
        clock.run();
    }

    @Test
    void aCarveOutOpensAtItsInstantWithNoJobRunning() {
        var type = Practice.visitType(Map.of());
        var provider = Practice.provider("night-desk", List.of(type), List.of());
        Practice.sessions(provider, "night-desk", Map.of("startsAt", "09:00", "endsAt", "15:40"));
        var day = oneSession(type, 20);
        var opensAt = clock.instant().plus(Duration.ofHours(1));
        for (var slot : day.slots().subList(14, 20)) {
            Behind.run("UPDATE slot SET opens_at = ? WHERE id = ?", opensAt, Practice.slot(slot));
        }
        clock.stopAt(opensAt.minusMillis(1));
        assertThat(Practice.found(day.query())).isEqualTo(day.slots().subList(0, 14));
        clock.stopAt(opensAt);
        assertThat(Practice.found(day.query())).isEqualTo(day.slots());
    }

    @Test
    void aCapThatBookingsAndHoldsReachShowsNothingMoreOfItsSession() {
        var type = Practice.visitType(Map.of());
        var other = Practice.visitType(Map.of());
        var provider = Practice.provider("night-desk", List.of(type, other), List.of());
        Practice.sessions(provider, "night-desk", Map.of("capacity", 5));
        var day = oneSession(type, 9);
        Practice.cap(day.slots().get(0), type, 4, 1);
        assertThat(remaining(day.query())).containsOnly(3);
        var until = clock.instant().plus(Duration.ofMinutes(5));
        Practice.hold(day.slots().get(0), type, until);
        Practice.hold(day.slots().get(1), type, until);
        assertThat(remaining(day.query())).hasSize(9).containsOnly(1);
        Practice.hold(day.slots().get(1), type, until);
        Practice.hold(day.slots().get(1), other, until);
        assertThat(Practice.found(day.query())).isEmpty();
        assertThat(Practice.found(day.query(other))).isEqualTo(day.slots());
        clock.stopAt(until);
        assertThat(remaining(day.query())).hasSize(9).containsOnly(3);
    }

    @Test
    void aHeldSeatIsGoneUntilTheHoldEnds() {
        var type = Practice.visitType(Map.of());
        var provider = Practice.provider("night-desk", List.of(type), List.of());
        Practice.sessions(provider, "night-desk", Map.of());
        var day = oneSession(type, 9);
        var until = clock.instant().plus(Duration.ofMinutes(5));
        Practice.hold(day.slots().get(0), type, until);
        clock.stopAt(until.minusNanos(1_000));
        assertThat(Practice.found(day.query())).isEqualTo(day.slots().subList(1, 9));
        clock.stopAt(until);
        assertThat(Practice.found(day.query())).isEqualTo(day.slots());
    }

    @Test
    void aVisitThatNeedsARoomIsShownWhereOneOfItsKindIsFreeForItAndItsBuffers() {
        var kind = "room-" + UUID.randomUUID();
        var type = Practice.visitType(Map.of("resourceKind", kind, "bufferAfter", "PT10M"));
        var provider = Practice.provider("night-desk", List.of(type), List.of());
        Practice.sessions(provider, "night-desk", Map.of("capacity", 5));
        Practice.resource("springfield", kind);
        Practice.resource("night-desk", kind + "-other");
        assertThat(Practice.found(Map.of("visitType", type))).isEmpty();

        var first = Practice.resource("night-desk", kind);
        var second = Practice.resource("night-desk", kind);
        var day = oneSession(type, 9);
        assertThat(remaining(day.query())).hasSize(9).containsOnly(2);
        var third = day.starts().get(2);
        var until = clock.instant().plus(Duration.ofMinutes(5));
        Practice.use(first, third, third.plus(TWENTY_MINUTES), null);
        Practice.use(second, third.plus(Duration.ofMinutes(5)), third.plus(TWENTY_MINUTES), until);
        // the second start needs the room for ten minutes more than it lasts
        assertThat(remaining(day.query())).containsExactly(2, 2, 2, 2, 2, 2, 2);
        assertThat(Practice.found(day.query()))
                .doesNotContain(day.slots().get(1), day.slots().get(2))
                .hasSize(7);
        clock.stopAt(until);
        assertThat(remaining(day.query())).containsExactly(2, 1, 1, 2, 2, 2, 2, 2, 2);
    }

    @Test
    void ofWhatBeginsTogetherTheProviderWithFewestVisitsThatDayIsFirst() {
        var type = Practice.visitType(Map.of());
        var providers = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            providers.add(Practice.provider("night-desk", List.of(type), List.of()));
            Practice.sessions(providers.get(i), "night-desk", Map.of());
        }
        var day = oneSession(type, 27);
        assertThat(providersOf(day.query()).subList(0, 3)).isEqualTo(providers);
        book(type, providers.get(0), day, 2);
        book(type, providers.get(1), day, 1);
        assertThat(providersOf(day.query()).subList(0, 3))
                .containsExactly(providers.get(2), providers.get(1), providers.get(0));
        var query = new java.util.HashMap<>(day.query());
        query.put("limit", 1);
        assertThat(providersOf(query)).containsExactly(providers.get(2));
    }

    @Test
    void bookingsBetweenPagesNeitherSkipNorDoubleWhatBeginsTogether() {
        var type = Practice.visitType(Map.of());
        var providers = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            providers.add(Practice.provider("night-desk", List.of(type), List.of()));
            Practice.sessions(providers.get(i), "night-desk", Map.of());
        }
        var day = oneSession(type, 45);
        var query = new java.util.HashMap<>(day.query());
        query.put("limit", 3);
        var paged = new ArrayList<String>();
        var round = 0;
        String cursor = null;
        do {
            if (cursor != null) {
                query.put("cursor", cursor);
            }
            var page = Practice.search(query);
            paged.addAll(page.<List<String>>path("items.slotId"));
            cursor = page.path("nextCursor");
            // the order by visits changes with every page; the last slots of the day are taken for it
            book(type, providers.get(round % 5), day, 1);
            round++;
        } while (cursor != null);
        assertThat(paged).doesNotHaveDuplicates();
        assertThat(paged).containsAll(day.slots().subList(0, 25));
    }

    private record OneDay(String type, List<String> slots, List<Instant> starts) {

        Map<String, Object> query() {
            return query(type);
        }

        Map<String, Object> query(String visitType) {
            return Map.of(
                    "visitType",
                    visitType,
                    "from",
                    starts.get(0).toString(),
                    "to",
                    starts.get(starts.size() - 1).plusSeconds(1).toString(),
                    "limit",
                    100);
        }
    }

    /** The day after tomorrow at the night desk, whole. */
    private OneDay oneSession(String type, int slots) {
        var from = Clinic.now()
                .atZone(java.time.ZoneId.of("America/Chicago"))
                .toLocalDate()
                .plusDays(2)
                .atStartOfDay(java.time.ZoneId.of("America/Chicago"))
                .toInstant();
        var found = Practice.search(Map.of("visitType", type, "from", from.toString(), "limit", slots));
        return new OneDay(
                type,
                found.path("items.slotId"),
                found.<List<String>>path("items.start").stream()
                        .map(Practice::instant)
                        .toList());
    }

    /** Books the provider's last free slots of the day. */
    private static void book(String type, String provider, OneDay day, int many) {
        var query = new java.util.HashMap<>(day.query());
        query.put("provider", provider);
        var free = Practice.found(query);
        for (int i = 0; i < many; i++) {
            Clinic.post(
                            org.carepromise.testkit.Tokens.patient(Clinic.patient()),
                            "/v1/appointments",
                            Map.of("slotId", free.get(free.size() - 1 - i), "visitType", type))
                    .then()
                    .statusCode(201);
        }
    }

    private static List<Integer> remaining(Map<String, ?> query) {
        return Practice.search(query).then().statusCode(200).extract().path("items.remaining");
    }

    private static List<String> providersOf(Map<String, ?> query) {
        return Practice.search(query).path("items.provider");
    }
}
