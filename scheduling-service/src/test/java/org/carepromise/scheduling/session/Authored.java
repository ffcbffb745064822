package org.carepromise.scheduling.session;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A template as a test writes it: every day from nine to twelve in half hours with one seat, but for what is said. */
final class Authored {

    private Set<DayOfWeek> weekdays = EnumSet.allOf(DayOfWeek.class);
    private LocalHours hours = new LocalHours(LocalTime.of(9, 0), LocalTime.of(12, 0));
    private Duration slotLength = Duration.ofMinutes(30);
    private int capacity = 1;
    private List<SessionCap> caps = List.of();
    private Optional<CarveOut> carveOut = Optional.empty();
    private final Map<LocalDate, Optional<LocalHours>> exceptions = new TreeMap<>();
    private LocalDate validFrom = LocalDate.EPOCH;
    private Optional<LocalDate> validUntil = Optional.empty();

    Authored on(DayOfWeek day) {
        return on(EnumSet.of(day));
    }

    Authored on(Set<DayOfWeek> days) {
        weekdays = days;
        return this;
    }

    Authored hours(String from, String to) {
        hours = new LocalHours(LocalTime.parse(from), LocalTime.parse(to));
        return this;
    }

    Authored slots(int minutes) {
        slotLength = Duration.ofMinutes(minutes);
        return this;
    }

    Authored capacity(int seats) {
        capacity = seats;
        return this;
    }

    Authored capping(String visitType, int most) {
        caps = List.of(new SessionCap(List.of(visitType), most));
        return this;
    }

    Authored carvingOut(CarveOut part) {
        carveOut = Optional.of(part);
        return this;
    }

    Authored except(String date, LocalHours otherHours) {
        exceptions.put(LocalDate.parse(date), Optional.ofNullable(otherHours));
        return this;
    }

    Authored valid(String from, String until) {
        validFrom = LocalDate.parse(from);
        validUntil = Optional.of(LocalDate.parse(until));
        return this;
    }

    SessionTemplate template() {
        return new SessionTemplate(
                new UUID(0, 1),
                new UUID(0, 2),
                "clinic",
                weekdays,
                hours,
                slotLength,
                capacity,
                0,
                Optional.empty(),
                caps,
                carveOut,
                exceptions,
                validFrom,
                validUntil,
                LocalDate.parse("2027-05-01"),
                1);
    }
}
