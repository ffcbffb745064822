package org.carepromise.scheduling.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** For every slot of days that are as good as random: search shows it where no rule of booking refuses, and else not. */
@SchedulingTest
class ShownIsBookableTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final int ROUNDS = 8;

    @Inject
    ProductClock clock;

    @AfterEach
    void runOn() {
        clock.run();
    }

    @Test
    void searchAndBookingAgreeOnEverySlot() {
        long seed = 20261125;
        var random = new Random(seed);
        int shown = 0;
        int hidden = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var now = clock.instant();
            clock.stopAt(now);
            var kind = "room-" + UUID.randomUUID();
            var type = Practice.visitType(Map.of(
                    "duration", "PT" + (10 + 10 * random.nextInt(5)) + "M",
                    "bufferBefore", "PT" + 10 * random.nextInt(2) + "M",
                    "bufferAfter", "PT" + 10 * random.nextInt(3) + "M",
                    "resourceKind", kind));
            var provider = Practice.provider("night-desk", List.of(type), List.of());
            Practice.sessions(provider, "night-desk", Map.of("capacity", 2));
            var from = now.atZone(CHICAGO)
                    .toLocalDate()
                    .plusDays(2)
                    .atStartOfDay(CHICAGO)
                    .toInstant();
            var slots = slots(provider, from);
            spoil(slots, type, kind, now, random);

            var found = Practice.found(Map.of(
                    "visitType",
                    type,
                    "from",
                    from.toString(),
                    "to",
                    from.plus(Duration.ofDays(1)).toString(),
                    "limit",
                    100));
            var bookable = slots.stream().filter(slot -> isBookable(slot, type)).toList();
            assertThat(found).as("seed %d, round %d", seed, round).isEqualTo(bookable);
            shown += found.size();
            hidden += slots.size() - found.size();
            clock.run();
        }
        assertThat(shown).as("of both kinds there are some").isGreaterThan(5);
        assertThat(hidden).isGreaterThan(20);
    }

    /** Takes, holds, carves out and caps here and there, and uses the rooms that it makes. */
    private static void spoil(List<String> slots, String type, String kind, Instant now, Random random) {
        for (var slot : slots) {
            switch (random.nextInt(8)) {
                case 0 -> Behind.run("UPDATE slot SET taken = 2 WHERE id = ?", Practice.slot(slot));
                case 1 -> Behind.run("UPDATE slot SET taken = 1 WHERE id = ?", Practice.slot(slot));
                case 2 ->
                    Behind.run(
                            "UPDATE slot SET opens_at = ? WHERE id = ?",
                            now.plusSeconds(random.nextInt(3) - 1),
                            Practice.slot(slot));
                case 3 -> {
                    Behind.run("UPDATE slot SET taken = 1 WHERE id = ?", Practice.slot(slot));
                    Practice.hold(slot, type, now.plusSeconds(random.nextInt(3) - 1));
                }
                default -> {}
            }
        }
        if (random.nextInt(3) == 0) {
            Practice.cap(slots.get(0), type, 1 + random.nextInt(3), random.nextInt(2));
        }
        var begin =
                (java.sql.Timestamp) Behind.ask("SELECT starts_at FROM slot WHERE id = ?", Practice.slot(slots.get(0)))
                        .get(0);
        for (int room = 0; room < 2; room++) {
            var id = Practice.resource("night-desk", kind);
            for (int use = 0; use < 3; use++) {
                var at = begin.toInstant().plus(Duration.ofMinutes(60L * use + 10 * random.nextInt(4)));
                var until = random.nextBoolean() ? null : now.plusSeconds(random.nextInt(3) - 1);
                Practice.use(id, at, at.plus(Duration.ofMinutes(20)), until);
            }
        }
    }

    private static List<String> slots(String provider, Instant from) {
        return new ArrayList<>(Behind.ask(
                        "SELECT id FROM slot WHERE provider_id = ? AND starts_at BETWEEN ? AND ? ORDER BY starts_at",
                        Ids.PROVIDER.parse(provider).orElseThrow(),
                        from,
                        from.plus(Duration.ofDays(1))))
                .stream().map(id -> Ids.SLOT.format((UUID) id)).toList();
    }

    private static boolean isBookable(String slot, String type) {
        return given().auth()
                .oauth2(Tokens.admin())
                .contentType(ContentType.JSON)
                .body(Map.of("slotId", slot, "visitType", type))
                .post("/v1/availability/explanations")
                .then()
                .statusCode(200)
                .extract()
                .path("bookable");
    }
}
