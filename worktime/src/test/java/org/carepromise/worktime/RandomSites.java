package org.carepromise.worktime;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** Sites and dates as awkward as the zones allow. */
final class RandomSites {

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("America/Chicago"),
            ZoneId.of("Australia/Lord_Howe"), // half an hour
            ZoneId.of("Asia/Kathmandu"), // none, and a quarter of an hour off
            ZoneId.of("America/Sao_Paulo"), // at midnight, until 2019
            ZoneId.of("Africa/Casablanca"), // around Ramadan, backwards
            ZoneId.of("Pacific/Apia"), // without 2011-12-30
            ZoneId.of("Asia/Beirut"), // at midnight
            ZoneOffset.UTC);

    private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");
    private static final int YEARS = 22;

    private RandomSites() {}

    /** A site with exceptions in the weeks after {@code around}. */
    static Site site(SplittableRandom random, ZoneId zone, LocalDate around) {
        List<Closure> closures = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            LocalDate on = around.plusDays(random.nextInt(30));
            closures.add(random.nextBoolean() ? Closure.allDay(on, "x") : Closure.of(on, interval(random), "x"));
        }
        List<ExtraOpening> extras = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            extras.add(new ExtraOpening(around.plusDays(random.nextInt(30)), interval(random)));
        }
        return Site.of("s", zone, week(random))
                .withClosures(closures.toArray(Closure[]::new))
                .withExtraOpenings(extras.toArray(ExtraOpening[]::new));
    }

    static ZoneId zone(SplittableRandom random) {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    /** A date between 2009 and 2030, mostly a few days before a change of the zone's offset. */
    static LocalDate dateNearAChange(SplittableRandom random, ZoneId zone) {
        Instant at = EARLIEST.plusSeconds(random.nextInt(YEARS * 365) * 86_400L);
        ZoneOffsetTransition change = zone.getRules().nextTransition(at);
        if (change == null || random.nextInt(4) == 0) {
            return LocalDate.ofInstant(at, zone);
        }
        return LocalDate.ofInstant(change.getInstant(), zone).minusDays(random.nextInt(10));
    }

    private static WeeklyHours week(SplittableRandom random) {
        if (random.nextInt(12) == 0) {
            return WeeklyHours.alwaysOpen();
        }
        WeeklyHours week = WeeklyHours.closed();
        DayOfWeek always = DayOfWeek.of(1 + random.nextInt(7));
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int n = day == always ? 1 : random.nextInt(3); n > 0; n--) {
                week = week.and(EnumSet.of(day), interval(random));
            }
        }
        return week;
    }

    /** Often around the hours of the night in which offsets change, often past midnight. */
    private static LocalInterval interval(SplittableRandom random) {
        int grain = random.nextBoolean() ? 30 : 1;
        int opens = random.nextInt(random.nextInt(3) == 0 ? 180 : 1440) / grain * grain;
        int closes = random.nextInt(4) == 0 ? 0 : random.nextInt(1440) / grain * grain;
        if (opens == closes) {
            return LocalInterval.ALL_DAY;
        }
        return new LocalInterval(LocalTime.ofSecondOfDay(opens * 60L), LocalTime.ofSecondOfDay(closes * 60L));
    }
}
