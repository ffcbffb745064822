package org.carepromise.scheduling.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.kit.channel.Attachment;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.site.Sites;

/** The calendar entry of an appointment, for its patient. */
@ApplicationScoped
public class Invitations {

    private static final String FILE = "appointment.ics";

    private static final Pattern ADDRESS = Pattern.compile("[\\x21-\\x7e&&[^\"(),:;<>@\\[\\\\\\]]]+@[A-Za-z0-9.-]+");
    /** RFC 6068 §2 */
    private static final Pattern NOT_FOR_A_URI = Pattern.compile("[^A-Za-z0-9.!$'*+@_~-]");

    private final Sites sites;
    private final CalendarConfig config;

    Invitations(Sites sites, CalendarConfig config) {
        this.sites = sites;
        this.config = config;
    }

    /**
     * An appointment to put into a calendar, or to take out of it.
     *
     * @param sequence the appointment's
     */
    public record Invited(
            UUID appointment,
            int sequence,
            boolean cancelled,
            String site,
            Instant startsAt,
            Instant endsAt,
            PatientJson patient) {

        @Override
        public String toString() {
            return "invitation to " + appointment;
        }
    }

    /** What goes along with a mail about it; nothing where the patient gave no mail address. */
    public List<Attachment> forMail(Invited invited, Instant now) {
        return invited.patient().email() == null ? List.of() : List.of(file(invited, now));
    }

    /** The entry as a file. */
    Attachment file(Invited invited, Instant now) {
        var entry = entry(invited);
        return new Attachment(
                FILE,
                "text/calendar; charset=utf-8; method=" + WriteCalendar.method(entry),
                WriteCalendar.invitation(entry, config.organizer(), attendee(invited), now));
    }

    private CalendarEntry entry(Invited invited) {
        return new CalendarEntry(
                invited.appointment(),
                invited.sequence(),
                invited.cancelled(),
                invited.startsAt(),
                invited.endsAt(),
                summary(invited.patient().language()),
                placeOf(sites, invited.site()),
                sites.zoneOf(invited.site()));
    }

    static String placeOf(Sites sites, String site) {
        return sites.find(site).map(calendar -> calendar.site().name()).orElse(site);
    }

    /** Never what for: others look into a calendar too. */
    private static String summary(String language) {
        var spanish = language != null
                && Locale.forLanguageTag(language).getLanguage().equals("es");
        return spanish ? "Cita" : "Appointment";
    }

    /** Calendars enter what they are invited to by this address. Without one it is a name that says nothing. */
    static String attendee(Invited invited) {
        return Optional.ofNullable(invited.patient().email())
                .map(String::strip)
                .filter(mail -> ADDRESS.matcher(mail).matches())
                .map(mail -> "mailto:" + NOT_FOR_A_URI.matcher(mail).replaceAll(Invitations::encoded))
                .orElseGet(() -> "urn:uuid:" + invited.appointment());
    }

    private static String encoded(MatchResult found) {
        return "%" + Integer.toHexString(found.group().charAt(0)).toUpperCase(Locale.ROOT);
    }
}
