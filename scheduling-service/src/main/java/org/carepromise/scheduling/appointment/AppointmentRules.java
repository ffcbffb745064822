package org.carepromise.scheduling.appointment;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

import org.carepromise.kit.problem.Problem;
import org.carepromise.scheduling.SchedulingProblem;

/** What may happen to an appointment in which state, and when. */
final class AppointmentRules {

    private AppointmentRules() {}

    /** Throws what stands in the way of a step. A no-show who comes late on the day is checked in all the same. */
    static void check(AppointmentStep step, Appointment appointment, Instant now, ZoneId zone) {
        switch (step) {
            case CONFIRMATION -> {
                checkState(appointment, Set.of(AppointmentState.BOOKED));
                checkNotBegun(appointment, now);
            }
            case CHECK_IN -> {
                checkState(appointment, Set.of(AppointmentState.BOOKED, AppointmentState.NO_SHOW));
                checkOnTheDay(appointment, now, zone);
            }
            case COMPLETION -> {
                checkState(appointment, Set.of(AppointmentState.BOOKED, AppointmentState.CHECKED_IN));
                checkBegun(appointment, now);
            }
            case NO_SHOW -> {
                checkState(appointment, Set.of(AppointmentState.BOOKED));
                checkBegun(appointment, now);
            }
        }
    }

    /**
     * Throws what stands in the way of a cancellation or a move.
     *
     * @param notice how long before its start at the latest; zero for staff
     */
    static void checkChange(Appointment appointment, Duration notice, Instant now) {
        checkState(appointment, Set.of(AppointmentState.BOOKED));
        checkNotBegun(appointment, now);
        var until = appointment.startsAt().minus(notice);
        if (now.isAfter(until)) {
            throw Problem.of(SchedulingProblem.TOO_LATE_TO_CANCEL).with("changeableUntil", until);
        }
    }

    private static void checkState(Appointment appointment, Set<AppointmentState> allowed) {
        if (appointment.state() == AppointmentState.CANCELLED) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_CANCELLED);
        }
        if (!allowed.contains(appointment.state())) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_STATE).with("state", appointment.state());
        }
    }

    private static void checkNotBegun(Appointment appointment, Instant now) {
        if (!now.isBefore(appointment.startsAt())) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_STARTED);
        }
    }

    private static void checkBegun(Appointment appointment, Instant now) {
        if (now.isBefore(appointment.startsAt())) {
            throw Problem.of(SchedulingProblem.APPOINTMENT_NOT_BEGUN).with("opensAt", appointment.startsAt());
        }
    }

    private static void checkOnTheDay(Appointment appointment, Instant now, ZoneId zone) {
        var day = appointment.startsAt().atZone(zone).toLocalDate();
        if (!now.atZone(zone).toLocalDate().equals(day)) {
            throw Problem.of(SchedulingProblem.CHECK_IN_NOT_OPEN)
                    .with("opensAt", day.atStartOfDay(zone).toInstant());
        }
    }
}
