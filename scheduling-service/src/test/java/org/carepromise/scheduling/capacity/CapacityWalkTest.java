package org.carepromise.scheduling.capacity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.DoubleBookings;
import org.carepromise.testkit.RealParts;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.scheduling.Refusals.refused;

/** Everything that is counted, while the time stands still where it matters: cases, and walks at random. */
@SchedulingTest
class CapacityWalkTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int STEPS = 150;
    private static final int LOOK_EVERY = 10;

    @Inject
    ProductClock clock;

    private Instant now;

    @BeforeEach
    void theTimeStandsStill() {
        goTo(clock.instant());
    }

    @AfterEach
    void theTimeGoesOnFromThere() {
        clock.run();
        if (Clinic.now().isBefore(now)) {
            Clinic.moveClock(now.plusMillis(1));
        }
    }

    @Test
    void aMillisecondBeforeSevenFourteenOfTwentyAreShownAndAtSevenAll() {
        var date = LocalDate.ofInstant(now, NEW_YORK).plusDays(1);
        var clinic = Clinic.at(
                "new-york",
                Map.of(),
                Map.of(
                        "startsAt", "08:00",
                        "endsAt", "14:40",
                        "validFrom", date.toString(),
                        "validUntil", date.toString(),
                        "carveOut", Map.of("slots", 6, "opensAt", "07:00")));
        var seven = date.atTime(7, 0).atZone(NEW_YORK).toInstant();
        goTo(seven.minusMillis(1));
        assertThat(clinic.freeSlots(50)).hasSize(14);
        var late = clinic.allSlots(now, 20).get(14);
        refused(clinic.book(Clinic.patient(), late), 409, "slot-not-released");
        goTo(seven);
        assertThat(clinic.freeSlots(50)).hasSize(20);
        clinic.book(Clinic.patient(), late).then().statusCode(201);
    }

    @Test
    void aHoldOf120SecondsIsGoodAt119Point9AndOverAt120() {
        var clinic = Clinic.simple();
        var slots = clinic.freeSlots(2);
        var holder = Clinic.patient();
        var first = hold(clinic, holder, slots.get(0), "PT2M");
        var second = hold(clinic, holder, slots.get(1), "PT2M");
        var heldAt = now;
        goTo(heldAt.plusMillis(119_900));
        bookHeld(holder, first).then().statusCode(201);
        refused(clinic.book(Clinic.patient(), slots.get(1)), 409, "slot-full");
        goTo(heldAt.plusSeconds(120));
        refused(bookHeld(holder, second), 410, "hold-expired");
        goTo(heldAt.plusSeconds(121));
        clinic.book(Clinic.patient(), slots.get(1)).then().statusCode(201);
    }

    @Test
    void whatIsShownCanBeBookedAndNothingElseWhateverHappensBefore() {
        long seed = Long.getLong("walk.seed", System.nanoTime());
        System.out.printf("capacity walk: -Dwalk.seed=%d%n", seed);
        var before = violations();
        new Walk(new Random(seed)).run();
        assertThat(violations()).containsExactlyInAnyOrderElementsOf(before);
    }

    /** Two patients' worth of tokens, one capped session of twelve slots with a room, and no plan. */
    private final class Walk {

        private final Random random;
        private final String kind = "room-" + UUID.randomUUID();
        private final Clinic clinic;
        private final List<String> slots;
        private final List<String> patients = Clinic.patients(3);
        private final List<Held> holds = new ArrayList<>();
        private final List<String> appointments = new ArrayList<>();

        private record Held(String holder, String id, Instant expiresAt) {}

        private Walk(Random random) {
            this.random = random;
            var date = LocalDate.ofInstant(now, NEW_YORK).plusDays(3);
            for (int i = 0; i < 2; i++) {
                Clinic.post(Tokens.admin(), "/v1/resources", Map.of("site", "new-york", "kind", kind, "name", "Room"))
                        .then()
                        .statusCode(201);
            }
            clinic = Clinic.at(
                    "new-york",
                    Map.of("duration", "PT40M", "bufferAfter", "PT10M", "resourceKind", kind),
                    Map.of(
                            "startsAt",
                            "09:00",
                            "endsAt",
                            "13:00",
                            "capacity",
                            3,
                            "overbook",
                            1,
                            "validFrom",
                            date.toString(),
                            "validUntil",
                            date.toString()));
            Behind.run(
                    "INSERT INTO session_cap (session_id, number, visit_type_ids, most)"
                            + " SELECT id, 1, ARRAY[?], 6 FROM session WHERE provider_id = ?",
                    clinic.visitType,
                    clinic.providerId());
            slots = clinic.allSlots(now, 50);
            Behind.run(
                    "UPDATE slot SET opens_at = ? WHERE provider_id = ? AND id IN"
                            + " (SELECT id FROM slot WHERE provider_id = ? ORDER BY starts_at DESC LIMIT 3)",
                    now.plus(Duration.ofMinutes(20)).atOffset(ZoneOffset.UTC),
                    clinic.providerId(),
                    clinic.providerId());
        }

        private void run() {
            for (int step = 1; step <= STEPS; step++) {
                any();
                if (step % LOOK_EVERY == 0) {
                    look();
                }
            }
        }

        private void any() {
            var slot = pick(slots);
            switch (random.nextInt(8)) {
                case 0, 1 -> book(pick(patients), slot);
                case 2 -> overbook(slot);
                case 3 -> hold(pick(patients), slot);
                case 4 -> bookOrReleaseHold();
                case 5 -> move(slot);
                case 6 -> cancel();
                default -> pass();
            }
        }

        /** A stranger gets what is shown; of what is not shown, nothing. */
        private void look() {
            var shown = clinic.freeSlots(200);
            var slot = pick(slots);
            var stranger = clinic.book(Clinic.patient(), slot);
            assertThat(stranger.statusCode())
                    .as("of %s shown, %s booked: %s", shown, slot, stranger.asString())
                    .isEqualTo(shown.contains(slot) ? 201 : 409);
            if (stranger.statusCode() == 201) {
                cancel(stranger.path("id"));
            }
        }

        private void book(String patient, String slot) {
            keep(clinic.book(patient, slot));
        }

        private void overbook(String slot) {
            keep(Clinic.post(
                    Tokens.admin(),
                    "/v1/appointments",
                    Map.of(
                            "slotId",
                            slot,
                            "visitType",
                            clinic.visitType,
                            "patient",
                            Map.of("id", Clinic.patient()),
                            "overbook",
                            true)));
        }

        private void hold(String holder, String slot) {
            var hold = Clinic.post(
                    Tokens.patient(holder),
                    "/v1/holds",
                    Map.of("slotId", slot, "visitType", clinic.visitType, "expiresAfter", "PT1M"));
            assertThat(hold.statusCode()).isIn(201, 409);
            if (hold.statusCode() == 201) {
                holds.add(new Held(holder, hold.path("id"), now.plusSeconds(60)));
            }
        }

        private void bookOrReleaseHold() {
            if (holds.isEmpty()) {
                return;
            }
            var held = holds.remove(random.nextInt(holds.size()));
            if (random.nextInt(3) == 0) {
                Clinic.post(Tokens.patient(held.holder), "/v1/holds/" + held.id + "/release", Map.of())
                        .then()
                        .statusCode(now.isBefore(held.expiresAt) ? 200 : 410);
                return;
            }
            var booked = bookHeld(held.holder, held.id);
            if (now.isBefore(held.expiresAt)) {
                keep(booked);
            } else {
                refused(booked, 410, "hold-expired");
            }
        }

        private void move(String slot) {
            if (!appointments.isEmpty()) {
                var answer = Clinic.post(
                        Tokens.admin(),
                        "/v1/appointments/" + pick(appointments) + "/reschedule",
                        Map.of("slotId", slot, "overbook", random.nextInt(4) == 0));
                assertThat(answer.statusCode()).isIn(200, 409);
            }
        }

        private void cancel() {
            if (!appointments.isEmpty()) {
                cancel(appointments.remove(random.nextInt(appointments.size())));
            }
        }

        private void cancel(String appointment) {
            Clinic.post(Tokens.admin(), "/v1/appointments/" + appointment + "/cancellation", Map.of("reason", "OTHER"))
                    .then()
                    .statusCode(200);
        }

        /** To the last moment of a hold, or the first after it, or a little on. */
        private void pass() {
            var next = new ArrayList<>(List.of(now.plusSeconds(1), now.plusSeconds(45)));
            holds.forEach(held -> next.addAll(List.of(held.expiresAt.minusMillis(1), held.expiresAt)));
            var to = pick(next);
            goTo(to.isBefore(now) ? now : to);
        }

        private void keep(Response booked) {
            assertThat(booked.statusCode()).as(booked.asString()).isIn(201, 409);
            if (booked.statusCode() == 201) {
                appointments.add(booked.path("id"));
            }
        }

        private <T> T pick(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }

    private void goTo(Instant to) {
        now = to;
        clock.stopAt(to);
    }

    private static String hold(Clinic clinic, String holder, String slot, String expiresAfter) {
        return Clinic.post(
                        Tokens.patient(holder),
                        "/v1/holds",
                        Map.of("slotId", slot, "visitType", clinic.visitType, "expiresAfter", expiresAfter))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response bookHeld(String holder, String hold) {
        return Clinic.post(Tokens.patient(holder), "/v1/appointments", Map.of("holdId", hold));
    }

    /** Other tests change things behind the API: what they left is none of this one's. */
    private static List<String> violations() {
        return DoubleBookings.in(RealParts.server().superuser("scheduling"));
    }
}
