package org.carepromise.scheduling.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.io.ParseWarning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.scheduling.Ids;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written is read back by the library, and by a reader that shares nothing with it. */
class WriteCalendarTest {

    private static final UUID ID = UUID.fromString("019ab1d3-0000-7000-8000-000000000001");
    private static final Instant WRITTEN_AT = Instant.parse("2026-11-25T12:00:00Z");
    private static final String ORGANIZER = "clinic@carepromise.example";

    @Test
    void anInvitationSaysWhenAndWhereAndNothingElse() {
        var entry = entry("America/Chicago", Instant.parse("2026-12-10T15:20:00Z"), false, 0);
        assertThat(Rfc5545.lines(invitation(entry)))
                .containsExactly(
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "PRODID:-//CarePromise//Scheduling//EN",
                        "METHOD:REQUEST",
                        "BEGIN:VTIMEZONE",
                        "TZID:America/Chicago",
                        "BEGIN:DAYLIGHT",
                        "DTSTART:20250309T020000",
                        "TZOFFSETFROM:-0600",
                        "TZOFFSETTO:-0500",
                        "TZNAME:CDT",
                        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
                        "END:DAYLIGHT",
                        "BEGIN:STANDARD",
                        "DTSTART:20251102T020000",
                        "TZOFFSETFROM:-0500",
                        "TZOFFSETTO:-0600",
                        "TZNAME:CST",
                        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
                        "END:STANDARD",
                        "END:VTIMEZONE",
                        "BEGIN:VEVENT",
                        "UID:" + Ids.APPOINTMENT.format(ID) + "@carepromise",
                        "DTSTAMP:20261125T120000Z",
                        "SEQUENCE:0",
                        "SUMMARY:Appointment",
                        "LOCATION:Springfield Clinic",
                        "DTSTART;TZID=America/Chicago:20261210T092000",
                        "DTEND;TZID=America/Chicago:20261210T094000",
                        "STATUS:CONFIRMED",
                        "TRANSP:OPAQUE",
                        "ORGANIZER;CN=Springfield Clinic:mailto:clinic@carepromise.example",
                        "ATTENDEE;RSVP=FALSE;PARTSTAT=ACCEPTED:mailto:zoe@canaria.example",
                        "CLASS:PRIVATE",
                        "END:VEVENT",
                        "END:VCALENDAR");
    }

    @Test
    void aCancelledOneTakesTheSameEntryOutAgain() {
        var before = invitation(entry("America/Chicago", Instant.parse("2026-12-10T15:20:00Z"), false, 2));
        var after = invitation(entry("America/Chicago", Instant.parse("2026-12-10T15:20:00Z"), true, 3));
        assertThat(Rfc5545.lines(after))
                .contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", "TRANSP:TRANSPARENT")
                .anyMatch(
                        line -> line.startsWith("UID:") && Rfc5545.lines(before).contains(line));
        assertThat(Rfc5545.lines(before)).contains("METHOD:REQUEST", "SEQUENCE:2");
    }

    /** In each zone through two years, each four hours: what a reader makes of it is what was meant. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "America/Phoenix",
                "America/Santiago",
                "America/St_Johns",
                "America/Nuuk",
                "Africa/Casablanca",
                "Africa/Cairo",
                "Asia/Gaza",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "Europe/Dublin",
                "Europe/London",
                "Pacific/Apia",
                "Pacific/Honolulu",
                "UTC"
            })
    void aZoneIsReadAsItIs(String zone) {
        var from = Instant.parse("2026-12-01T00:30:00Z");
        var starts = IntStream.range(0, 365 * 6)
                .mapToObj(i -> from.plus(Duration.ofHours(4L * i)))
                .toList();
        var calendar =
                feed(starts.stream().map(start -> entry(zone, start, false, 0)).toList());
        var lines = Rfc5545.lines(calendar);
        assertThat(read(calendar).getEvents()).hasSameSizeAs(starts);
        assertThat(Rfc5545.instants(lines, "DTSTART")).isEqualTo(starts);
        assertThat(Rfc5545.instants(lines, "DTEND"))
                .isEqualTo(starts.stream()
                        .map(start -> start.plus(Duration.ofMinutes(20)))
                        .toList());
        for (var single : List.of(starts.get(0), starts.get(starts.size() / 3), starts.get(starts.size() - 1))) {
            assertThat(readStart(invitation(entry(zone, single, false, 0)))).isEqualTo(single);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the hour before the gap and the one after; the first 01:30 and the second; the hour after
        "2027-03-14T06:30:00Z, DTSTART;TZID=America/New_York:20270314T013000",
        "2027-03-14T07:00:00Z, DTSTART;TZID=America/New_York:20270314T030000",
        "2027-03-14T17:00:00Z, DTSTART;TZID=America/New_York:20270314T130000",
        "2027-11-07T05:30:00Z, DTSTART:20271107T053000Z",
        "2027-11-07T06:30:00Z, DTSTART:20271107T063000Z",
        "2027-11-07T04:50:00Z, DTSTART:20271107T045000Z",
        "2027-11-07T07:00:00Z, DTSTART;TZID=America/New_York:20271107T020000"
    })
    void aTimeThatComesTwiceIsWrittenInUtc(Instant start, String written) {
        var calendar = invitation(entry("America/New_York", start, false, 0));
        assertThat(Rfc5545.lines(calendar)).contains(written);
        assertThat(readStart(calendar)).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Clínica de la Señora de los Ángeles y de la Inmaculada Concepción, piso 3; ala Ñ",
                "診療所診療所診療所診療所診療所診療所診療所診療所診療所診療所診療所診療所診療所",
                "🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥🏥",
                "A, B; C\\D \"E\" : F",
                "Two\nlines",
                "A clinic whose name is so long that it takes more than one line, and then another, and even a third"
            })
    void aLongNameIsFoldedBetweenItsCharacters(String place) {
        var entry = new CalendarEntry(
                ID, 0, false, WRITTEN_AT, WRITTEN_AT.plusSeconds(60), "Cita", place, ZoneId.of("America/Chicago"));
        var calendar = feed(List.of(entry));
        Rfc5545.lines(calendar);
        assertThat(read(calendar).getEvents().get(0).getLocation().getValue()).isEqualTo(place);
    }

    @Test
    void aFeedSaysHowOftenToAskAndHasWhatIsCancelledInIt() {
        var zones = List.of("America/Chicago", "Pacific/Honolulu");
        var entries = new ArrayList<CalendarEntry>();
        for (int i = 0; i < 4; i++) {
            entries.add(entry(zones.get(i % 2), WRITTEN_AT.plus(i, ChronoUnit.DAYS), i == 3, i));
        }
        assertThat(Rfc5545.lines(feed(entries)))
                .contains(
                        "METHOD:PUBLISH",
                        "NAME:Dr. Test",
                        "X-WR-CALNAME:Dr. Test",
                        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
                        "X-PUBLISHED-TTL:PT15M",
                        "STATUS:CONFIRMED",
                        "STATUS:CANCELLED")
                .noneMatch(line -> line.startsWith("ORGANIZER") || line.startsWith("ATTENDEE"));
    }

    @Test
    void anEmptyFeedIsACalendarToo() {
        assertThat(Rfc5545.lines(feed(List.of()))).contains("METHOD:PUBLISH").doesNotContain("BEGIN:VEVENT");
    }

    /** Each day at 09:00, so that the change of the clocks shows. */
    @Test
    void theWallTimeStaysWhereTheClocksChange() {
        var zone = ZoneId.of("America/New_York");
        var days = IntStream.range(0, 400)
                .mapToObj(i -> LocalDate.of(2026, 12, 1).plusDays(i).atTime(9, 0))
                .toList();
        var lines = Rfc5545.lines(feed(days.stream()
                .map(day -> entry(zone.getId(), day.atZone(zone).toInstant(), false, 0))
                .toList()));
        for (LocalDateTime day : days) {
            assertThat(lines)
                    .contains("DTSTART;TZID=America/New_York:"
                            + day.toLocalDate().toString().replace("-", "") + "T090000");
        }
    }

    private static CalendarEntry entry(String zone, Instant start, boolean cancelled, int sequence) {
        return new CalendarEntry(
                ID,
                sequence,
                cancelled,
                start,
                start.plus(Duration.ofMinutes(20)),
                "Appointment",
                "Springfield Clinic",
                ZoneId.of(zone));
    }

    private static String invitation(CalendarEntry entry) {
        return WriteCalendar.invitation(entry, ORGANIZER, "mailto:zoe@canaria.example", WRITTEN_AT);
    }

    private static String feed(List<CalendarEntry> entries) {
        return WriteCalendar.feed("Dr. Test", entries, Duration.ofMinutes(15), WRITTEN_AT);
    }

    private static Instant readStart(String calendar) {
        read(calendar);
        return Rfc5545.instants(Rfc5545.lines(calendar), "DTSTART").get(0);
    }

    /** The library's reader is not asked for instants: it is hours off on days when the clocks change. */
    private static ICalendar read(String calendar) {
        Rfc5545.lines(calendar);
        var warnings = new ArrayList<List<ParseWarning>>();
        var read = Biweekly.parse(calendar).warnings(warnings).first();
        assertThat(warnings).allMatch(List::isEmpty);
        assertThat(read.validate(ICalVersion.V2_0).isEmpty())
                .as(() -> read.validate(ICalVersion.V2_0).toString())
                .isTrue();
        return read;
    }
}
