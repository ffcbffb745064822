package org.carepromise.scheduling.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;

import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Classification;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import biweekly.property.Uid;

import org.carepromise.scheduling.Ids;

/** Writes appointments as iCalendar (RFC 5545), invitations as iTIP wants them (RFC 5546). */
final class WriteCalendar {

    private static final String PRODUCT = "-//CarePromise//Scheduling//EN";

    /** A longer line is folded (§3.1); octets, without the line break. */
    private static final int LONGEST_LINE = 75;

    private WriteCalendar() {}

    /**
     * An invitation, or its withdrawal where the appointment is cancelled.
     *
     * @param organizer a mail address
     * @param attendee where the patient is reached: a URI, {@code mailto:…} or one that names nobody
     * @param writtenAt by the product's clock
     */
    static String invitation(CalendarEntry entry, String organizer, String attendee, Instant writtenAt) {
        var calendar = calendar();
        calendar.setMethod(method(entry));
        var event = event(entry, writtenAt);
        var from = new Organizer(entry.place(), null);
        from.setUri("mailto:" + organizer);
        event.setOrganizer(from);
        // Whoever has booked has said yes: no answer is asked for, and none is read.
        var to = new Attendee(null, null);
        to.setUri(attendee);
        to.setParticipationStatus(ParticipationStatus.ACCEPTED);
        to.setRsvp(false);
        event.addAttendee(to);
        event.setClassification(Classification.private_());
        calendar.addEvent(event);
        inZones(calendar, List.of(new Written(event, entry)));
        return text(calendar);
    }

    /** {@code REQUEST} or {@code CANCEL}. */
    static String method(CalendarEntry entry) {
        return entry.cancelled() ? Method.CANCEL : Method.REQUEST;
    }

    /**
     * A calendar to subscribe to.
     *
     * @param refreshAfter how often readers may ask again
     */
    static String feed(String name, List<CalendarEntry> entries, Duration refreshAfter, Instant writtenAt) {
        var calendar = calendar();
        calendar.setMethod(Method.PUBLISH);
        calendar.setName(name);
        calendar.addExperimentalProperty("X-WR-CALNAME", name);
        // The type has to be named (RFC 7986 §5.7), and the library's own property leaves it out.
        calendar.addExperimentalProperty("REFRESH-INTERVAL", ICalDataType.DURATION, refreshAfter.toString());
        calendar.addExperimentalProperty("X-PUBLISHED-TTL", refreshAfter.toString());
        var written = entries.stream()
                .map(entry -> new Written(event(entry, writtenAt), entry))
                .toList();
        written.forEach(each -> calendar.addEvent(each.event()));
        inZones(calendar, written);
        return text(calendar);
    }

    private record Written(VEvent event, CalendarEntry entry) {}

    private static ICalendar calendar() {
        var calendar = new ICalendar();
        calendar.setProductId(PRODUCT);
        return calendar;
    }

    private static VEvent event(CalendarEntry entry, Instant writtenAt) {
        var event = new VEvent();
        event.setUid(new Uid(Ids.APPOINTMENT.format(entry.appointment()) + "@carepromise"));
        event.setDateTimeStamp(Date.from(writtenAt));
        event.setSequence(entry.sequence());
        event.setSummary(entry.summary());
        event.setLocation(entry.place());
        event.setDateStart(Date.from(entry.startsAt()));
        event.setDateEnd(Date.from(entry.endsAt()));
        event.setStatus(entry.cancelled() ? Status.cancelled() : Status.confirmed());
        event.setTransparency(entry.cancelled());
        return event;
    }

    /** Times in the site's zone, which comes along; those that could be read in two ways stay in UTC. */
    private static void inZones(ICalendar calendar, List<Written> all) {
        var byZone = all.stream()
                .filter(each -> !each.entry().isAmbiguous())
                .collect(Collectors.groupingBy(each -> each.entry().zone()));
        byZone.forEach((zone, its) -> {
            var assigned = zone(zone, its.stream().map(Written::entry).toList());
            its.forEach(each -> {
                calendar.getTimezoneInfo().setTimezone(each.event().getDateStart(), assigned);
                calendar.getTimezoneInfo().setTimezone(each.event().getDateEnd(), assigned);
            });
        });
    }

    private static TimezoneAssignment zone(ZoneId zone, List<CalendarEntry> entries) {
        var from = entries.stream().map(CalendarEntry::startsAt).min(Comparator.naturalOrder());
        var to = entries.stream().map(CalendarEntry::endsAt).max(Comparator.naturalOrder());
        return new TimezoneAssignment(
                TimeZone.getTimeZone(zone), ZoneComponent.of(zone, from.orElseThrow(), to.orElseThrow()));
    }

    private static String text(ICalendar calendar) {
        var unfolded = new StringWriter();
        try (var writer = new ICalWriter(unfolded, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return folded(unfolded.toString());
    }

    /** Octets are counted, and no character is cut in two. The library counts characters: «Clínica» would be too long. */
    private static String folded(String text) {
        var folded = new StringBuilder(text.length() + 256);
        int octets = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (character == '\r' || character == '\n') {
                octets = 0;
            } else {
                int its = octetsOf(character);
                if (octets + its > LONGEST_LINE) {
                    folded.append("\r\n ");
                    octets = 1;
                }
                octets += its;
            }
            folded.appendCodePoint(character);
        }
        return folded.toString();
    }

    private static int octetsOf(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
