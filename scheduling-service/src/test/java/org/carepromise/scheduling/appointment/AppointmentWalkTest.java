package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.capacity.Seats;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of lives of an appointment, at random; the seed is printed, so that a life can be had again. */
class AppointmentWalkTest {

    private static final int LIVES = 5_000;
    private static final int STEPS = 12;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant START = Instant.parse("2027-03-14T13:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(20);
    private static final Duration NOTICE = Duration.ofHours(24);

    /** Written out by hand: what the rules make of it is what is tested. */
    private static final Map<AppointmentState, Set<AppointmentState>> MAY_BECOME = new EnumMap<>(Map.of(
            AppointmentState.BOOKED,
            Set.of(
                    AppointmentState.CHECKED_IN,
                    AppointmentState.COMPLETED,
                    AppointmentState.NO_SHOW,
                    AppointmentState.CANCELLED),
            AppointmentState.NO_SHOW,
            Set.of(AppointmentState.CHECKED_IN),
            AppointmentState.CHECKED_IN,
            Set.of(AppointmentState.COMPLETED),
            AppointmentState.COMPLETED,
            Set.of(),
            AppointmentState.CANCELLED,
            Set.of()));

    @Test
    void noLifeOfAnAppointmentLeavesWhatMayBe() {
        long seed = Long.getLong("walk.seed", System.nanoTime());
        System.out.printf("appointment walks: -Dwalk.seed=%d%n", seed);
        var random = new Random(seed);
        var met = new EnumMap<AppointmentState, Integer>(AppointmentState.class);
        for (int life = 0; life < LIVES; life++) {
            met.merge(walk(random).state(), 1, Integer::sum);
        }
        assertThat(met).as("every end is met").containsOnlyKeys(AppointmentState.values());
    }

    private static Appointment walk(Random random) {
        var appointment = Appointment.booked(UUID.randomUUID(), "7F4K-2Q7", seats(START), patient());
        var now = START.minus(Duration.ofHours(60));
        for (int i = 0; i < STEPS; i++) {
            now = later(now, appointment, random);
            var next = anyChange(appointment, now, random);
            if (next != appointment) {
                assertFollows(appointment, next, now);
            }
            assertMakesSense(next);
            appointment = next;
        }
        return appointment;
    }

    /** Now and then exactly the start, or the last moment at which patients change it. */
    private static Instant later(Instant now, Appointment appointment, Random random) {
        var instants = List.of(
                now,
                now.plus(Duration.ofMinutes(random.nextInt(600))),
                appointment.startsAt().minus(NOTICE),
                appointment.startsAt().minusNanos(1_000),
                appointment.startsAt());
        var chosen = instants.get(random.nextInt(instants.size()));
        return chosen.isBefore(now) ? now : chosen;
    }

    /** As the use cases do it: a step that is done changes nothing, one that is refused neither. */
    private static Appointment anyChange(Appointment appointment, Instant now, Random random) {
        int what = random.nextInt(AppointmentStep.values().length + 3);
        var notice = random.nextBoolean() ? NOTICE : Duration.ZERO;
        try {
            if (what < AppointmentStep.values().length) {
                var step = AppointmentStep.values()[what];
                if (step.isDone(appointment)) {
                    return appointment;
                }
                AppointmentRules.check(step, appointment, now, ZONE);
                return step.take(appointment, now);
            }
            AppointmentRules.checkChange(appointment, notice, now);
            if (!notice.isZero()) {
                assertThat(now)
                        .as("changed by a patient")
                        .isBeforeOrEqualTo(appointment.startsAt().minus(NOTICE));
            }
            return what == AppointmentStep.values().length
                    ? appointment.cancelled(new Cancellation(CancellationReason.OTHER, Optional.empty(), now))
                    : appointment.movedTo(seats(START.plus(Duration.ofMinutes(20L * random.nextInt(100)))));
        } catch (Problem refused) {
            assertThat(refused.code().status()).isEqualTo(409);
            return appointment;
        }
    }

    private static void assertFollows(Appointment before, Appointment after, Instant now) {
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.version()).isEqualTo(before.version() + 1);
        boolean moved = !after.seats().equals(before.seats());
        boolean cancelled = after.state() == AppointmentState.CANCELLED;
        if (after.state() != before.state()) {
            assertThat(MAY_BECOME.get(before.state())).contains(after.state());
        }
        if (moved || cancelled) {
            assertThat(after.sequence()).isEqualTo(before.sequence() + 1);
            assertThat(before.state()).isEqualTo(AppointmentState.BOOKED);
            assertThat(now).as("moved or cancelled").isBefore(before.startsAt());
        } else if (after.state() == before.state()
                && after.course().confirmedAt().isEmpty()) {
            // a move to its own time makes the confirmation void
            assertThat(after.sequence()).isEqualTo(before.sequence() + 1);
        } else {
            assertThat(after.sequence()).isEqualTo(before.sequence());
        }
        switch (after.state()) {
            case CHECKED_IN ->
                assertThat(now.atZone(ZONE).toLocalDate())
                        .isEqualTo(before.startsAt().atZone(ZONE).toLocalDate());
            case COMPLETED, NO_SHOW -> assertThat(now).isAfterOrEqualTo(before.startsAt());
            default -> assertThat(now).isBefore(before.startsAt());
        }
    }

    private static void assertMakesSense(Appointment appointment) {
        var course = appointment.course();
        assertThat(course.cancellation().isPresent()).isEqualTo(appointment.state() == AppointmentState.CANCELLED);
        assertThat(course.completedAt().isPresent()).isEqualTo(appointment.state() == AppointmentState.COMPLETED);
        assertThat(course.noShowAt().isPresent()).isEqualTo(appointment.state() == AppointmentState.NO_SHOW);
        if (appointment.state() == AppointmentState.BOOKED || appointment.state() == AppointmentState.NO_SHOW) {
            assertThat(course.checkedInAt()).isEmpty();
        }
        if (appointment.state() == AppointmentState.CHECKED_IN) {
            assertThat(course.checkedInAt()).isPresent();
        }
        assertThat(appointment.sequence()).isLessThan((int) appointment.version());
    }

    private static Seats seats(Instant startsAt) {
        var slot = new UUID(7, startsAt.getEpochSecond());
        return new Seats(
                new UUID(1, 1),
                "springfield",
                new UUID(2, 2),
                "visit",
                List.of(slot),
                slot,
                startsAt,
                startsAt.plus(LENGTH),
                Optional.empty());
    }

    private static Patient patient() {
        return new Patient(Optional.of("pat-1"), List.of("contact"), List.of("pat-1"), null);
    }
}
