package org.carepromise.scheduling.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads a calendar without the library that wrote it, and refuses what RFC 5545 does. */
final class Rfc5545 {

    /** §3.1: name, parameters, value. */
    private static final Pattern LINE = Pattern.compile(
            "[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"\\x00-\\x1f]*\"|[^\";:,\\x00-\\x1f]*)(,(\"[^\"]*\"|[^\";:,]*))*)*:[^\\x00-\\x08\\x0a-\\x1f]*");

    private Rfc5545() {}

    /** @return the unfolded lines */
    static List<String> lines(String calendar) {
        assertThat(calendar).endsWith("\r\n");
        assertThat(calendar.replace("\r\n", "")).as("no bare line break").doesNotContain("\r", "\n");
        var lines = new ArrayList<String>();
        for (var folded : calendar.split("\r\n", -1)) {
            var octets = folded.getBytes(StandardCharsets.UTF_8);
            assertThat(octets.length).as(folded).isLessThanOrEqualTo(75);
            assertThat(isText(octets)).as("no character is cut in two").isTrue();
            if (folded.startsWith(" ")) {
                lines.add(lines.remove(lines.size() - 1) + folded.substring(1));
            } else {
                lines.add(folded);
            }
        }
        assertThat(lines.remove(lines.size() - 1)).isEmpty();
        var open = new ArrayDeque<String>();
        for (var line : lines) {
            assertThat(line).matches(LINE);
            if (line.startsWith("BEGIN:")) {
                open.push(line.substring(6));
            } else if (line.startsWith("END:")) {
                assertThat(open.pop()).isEqualTo(line.substring(4));
            }
        }
        assertThat(open).isEmpty();
        assertThat(lines.get(0)).isEqualTo("BEGIN:VCALENDAR");
        assertThat(lines).containsOnlyOnce("VERSION:2.0").anyMatch(line -> line.startsWith("PRODID:"));
        assertZonesComeAlong(lines);
        return lines;
    }

    /**
     * When a date-time is, by the zones that came along: of all onsets up to that wall time, the last one's offset counts
     * (§3.6.5).
     *
     * @param property {@code DTSTART}
     */
    static List<Instant> instants(List<String> lines, String property) {
        var zones = onsets(lines);
        return lines.subList(lines.indexOf("BEGIN:VEVENT"), lines.size()).stream()
                .filter(line -> line.matches(property + "[;:].*"))
                .map(line -> {
                    var value = line.substring(line.lastIndexOf(':') + 1);
                    if (value.endsWith("Z")) {
                        return local(value.substring(0, value.length() - 1)).toInstant(ZoneOffset.UTC);
                    }
                    var zone = line.replaceAll(".*;TZID=([^;:]+).*", "$1");
                    var wall = local(value);
                    return wall.toInstant(zones.get(zone).floorEntry(wall).getValue());
                })
                .toList();
    }

    /** By zone: the wall times, by the clocks before, at which an offset begins. */
    private static Map<String, TreeMap<LocalDateTime, ZoneOffset>> onsets(List<String> lines) {
        var zones = new HashMap<String, TreeMap<LocalDateTime, ZoneOffset>>();
        TreeMap<LocalDateTime, ZoneOffset> zone = null;
        var fields = new HashMap<String, String>();
        for (var line : lines) {
            if (line.startsWith("TZID:")) {
                zone = zones.computeIfAbsent(line.substring(5), id -> new TreeMap<>());
            } else if (line.equals("BEGIN:STANDARD") || line.equals("BEGIN:DAYLIGHT")) {
                fields.clear();
            } else if (line.equals("END:STANDARD") || line.equals("END:DAYLIGHT")) {
                var offset = offset(fields.get("TZOFFSETTO"));
                offset(fields.get("TZOFFSETFROM"));
                var first = local(fields.get("DTSTART"));
                var rule = fields.get("RRULE");
                zone.put(first, offset);
                for (int year = first.getYear() + 1; rule != null && year < first.getYear() + 10; year++) {
                    zone.put(day(rule, year).atTime(first.toLocalTime()), offset);
                }
                if (rule != null) {
                    assertThat(day(rule, first.getYear())).isEqualTo(first.toLocalDate());
                }
            } else {
                fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1));
            }
        }
        return zones;
    }

    private static LocalDate day(String rule, int year) {
        var parts = Arrays.stream(rule.split(";"))
                .map(part -> part.split("="))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        assertThat(parts.remove("FREQ")).isEqualTo("YEARLY");
        var month = LocalDate.of(year, Integer.parseInt(parts.remove("BYMONTH")), 1);
        var day = parts.remove("BYMONTHDAY");
        if (day != null) {
            assertThat(parts).isEmpty();
            return month.withDayOfMonth(Integer.parseInt(day));
        }
        var weekday = parts.remove("BYDAY");
        assertThat(parts).isEmpty();
        var names = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
        return month.with(TemporalAdjusters.dayOfWeekInMonth(
                Integer.parseInt(weekday.substring(0, weekday.length() - 2)),
                DayOfWeek.of(names.indexOf(weekday.substring(weekday.length() - 2)) + 1)));
    }

    private static ZoneOffset offset(String text) {
        return ZoneOffset.of(text);
    }

    private static LocalDateTime local(String text) {
        return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss"));
    }

    /** §3.2.19: each TZID that is used is described once. */
    private static void assertZonesComeAlong(List<String> lines) {
        var described = lines.stream()
                .filter(line -> line.startsWith("TZID:"))
                .map(line -> line.substring(5))
                .toList();
        var used = lines.stream()
                .filter(line -> line.contains(";TZID="))
                .map(line -> line.replaceAll(".*;TZID=([^;:]+).*", "$1"))
                .distinct()
                .toList();
        assertThat(described).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
    }

    private static boolean isText(byte[] octets) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException cut) {
            return false;
        }
    }
}
