package org.carepromise.kit.preference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuietHoursTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    @ParameterizedTest
    @CsvSource({
        // from, until, at, end
        "21:00, 08:00, 2026-12-08T20:59:59-06:00, none",
        "21:00, 08:00, 2026-12-08T21:00:00-06:00, 2026-12-09T08:00:00-06:00",
        "21:00, 08:00, 2026-12-09T07:59:59-06:00, 2026-12-09T08:00:00-06:00",
        "21:00, 08:00, 2026-12-09T08:00:00-06:00, none",
        "12:00, 13:00, 2026-12-09T12:30:00-06:00, 2026-12-09T13:00:00-06:00",
        "12:00, 13:00, 2026-12-09T13:00:00-06:00, none",
        "09:00, 09:00, 2026-12-09T09:00:00-06:00, none",
        // the clocks go forward in the night of Sunday 2027-03-14: an hour less
        "21:00, 08:00, 2027-03-13T23:00:00-06:00, 2027-03-14T08:00:00-05:00",
        // and back on 2026-11-01: an hour more
        "21:00, 08:00, 2026-10-31T23:00:00-05:00, 2026-11-01T08:00:00-06:00",
        // an end in the gap moves forward by the gap
        "21:00, 02:30, 2027-03-14T01:30:00-06:00, 2027-03-14T03:30:00-05:00",
        // an end that comes twice: the first, and behind the first the second
        "21:00, 01:30, 2026-11-01T01:15:00-05:00, 2026-11-01T01:30:00-05:00",
        "21:00, 01:30, 2026-11-01T01:15:00-06:00, 2026-11-01T01:30:00-06:00",
        "21:00, 01:30, 2026-11-01T01:30:00-05:00, none"
    })
    void quietHoursEndAtTheirWallTime(LocalTime from, LocalTime until, String at, String end) {
        var instant = java.time.OffsetDateTime.parse(at).toInstant();
        assertThat(new QuietHours(from, until)
                        .endAfter(instant, CHICAGO)
                        .map(Instant::toString)
                        .orElse("none"))
                .isEqualTo(
                        end.equals("none")
                                ? end
                                : java.time.OffsetDateTime.parse(end)
                                        .toInstant()
                                        .toString());
    }

    @Test
    void anEndIsAheadWithinADayAndOutsideOfQuietHoursOrInsideThoseOfAHourThatComesTwice() {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        var zones = List.of(
                "America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/London", "Africa/Casablanca");
        for (int i = 0; i < 20_000; i++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var quiet = new QuietHours(
                    LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
                    LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)));
            var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextLong(2 * 365L * 86_400));
            var end = quiet.endAfter(at, zone);
            var what = "seed " + seed + ": " + quiet + " at " + at + " in " + zone;
            if (end.isPresent()) {
                assertThat(end.get()).as(what).isAfter(at).isBefore(at.plus(Duration.ofHours(26)));
                // following it leads out of them at last
                var next = quiet.endAfter(end.get(), zone);
                assertThat(next.isEmpty() || quiet.endAfter(next.get(), zone).isEmpty())
                        .as(what)
                        .isTrue();
            }
        }
    }
}
