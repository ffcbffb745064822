package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.link.LinkPurpose;
import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.patient.Patient;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.calendar.Invitations;
import org.carepromise.scheduling.calendar.Invitations.Invited;
import org.carepromise.scheduling.link.AppointmentLinks;
import org.carepromise.scheduling.visittype.Instructions;

/** Tells a patient that a visit is booked, and sets the reminders of it; takes both back when it is cancelled. */
@ApplicationScoped
public class TellPatients {

    static final String REMINDER = "appointment-reminder";

    private static final Purpose CONFIRMED = Purpose.optional("appointment-confirmed");
    private static final Purpose MOVED = Purpose.mustGo("appointment-moved");
    private static final Purpose REPLACED = Purpose.mustGo("appointment-replaced");
    private static final Purpose DELAYED = Purpose.mustGo("session-delayed");
    private static final Purpose CANCELLED = Purpose.mustGo("appointment-cancelled");
    private static final Purpose REMINDED = Purpose.optional(REMINDER);

    private final Notices notices;
    private final Timers timers;
    private final Sites sites;
    private final Invitations invitations;
    private final AppointmentLinks links;

    TellPatients(Notices notices, Timers timers, Sites sites, Invitations invitations, AppointmentLinks links) {
        this.notices = notices;
        this.timers = timers;
        this.sites = sites;
        this.invitations = invitations;
        this.links = links;
    }

    /** The zone in which a patient reads times: their own, else the site's. */
    public ZoneId zoneOf(PatientJson patient, String site) {
        return Optional.ofNullable(patient.timeZone()).map(ZoneId::of).orElseGet(() -> sites.zoneOf(site));
    }

    /** Statements for the commit of a booking. */
    public List<Uni<?>> booked(Tx tx, RemindedVisit visit) {
        return List.of(setReminders(tx, visit), notices.decide(tx, told(tx, visit, CONFIRMED)));
    }

    /** Statements for the commit of a move. */
    public List<Uni<?>> moved(Tx tx, RemindedVisit visit) {
        var statements = new ArrayList<>(withdraw(tx, visit.subject()));
        statements.add(setReminders(tx, visit));
        statements.add(notices.decide(tx, told(tx, visit, MOVED)));
        return statements;
    }

    /** Statements for the commit of a booking that the patient knows of: the reminders alone. */
    public List<Uni<?>> bookedQuietly(Tx tx, RemindedVisit visit) {
        return List.of(setReminders(tx, visit));
    }

    /** Statements for the commit of a move that the patient knows of. */
    public List<Uni<?>> movedQuietly(Tx tx, RemindedVisit visit) {
        var statements = new ArrayList<>(withdraw(tx, visit.subject()));
        statements.add(setReminders(tx, visit));
        return statements;
    }

    /** Statements for the commit of a move that nobody asked for: the session of before does not take place. */
    public List<Uni<?>> replaced(Tx tx, RemindedVisit visit, Instant previousStartsAt) {
        var statements = new ArrayList<>(withdraw(tx, visit.subject()));
        var values = values(visit);
        values.put("previousAt", NoticeValue.time(previousStartsAt, visit.zone()));
        values.put("confirmLink", link(AppointmentLinks.CONFIRMATION, visit));
        statements.add(setReminders(tx, visit));
        statements.add(notices.decide(tx, told(tx, visit, REPLACED, values)));
        return statements;
    }

    /** The key of the notice that told of it. */
    public static String replacedKey(UUID appointment, int sequence) {
        return key(REPLACED, Ids.APPOINTMENT.format(appointment), sequence);
    }

    /** That a visit begins later than it should; decided once for each amount. */
    public NewNotice delayed(
            Tx tx, UUID appointment, String site, Instant startsAt, Patient patient, int sequence, Duration by) {
        var subject = Ids.APPOINTMENT.format(appointment);
        return new NewNotice(
                key(DELAYED, subject, sequence) + ":" + by.toMinutes(),
                DELAYED,
                DELAYED.id(),
                subject,
                site,
                patient,
                Map.of(
                        "startAt", NoticeValue.time(startsAt, zoneOf(patient.block(), site)),
                        "minutes", NoticeValue.words(String.valueOf(by.toMinutes()))),
                tx.now(),
                startsAt,
                Optional.of(DELAYED.id() + ":" + subject));
    }

    /** Statements for the commit of a cancellation. */
    public List<Uni<?>> cancelled(
            Tx tx, UUID appointment, String site, Instant startsAt, Instant endsAt, Patient patient, int sequence) {
        var subject = Ids.APPOINTMENT.format(appointment);
        var statements = new ArrayList<>(withdraw(tx, subject));
        var cancelled = new NewNotice(
                key(CANCELLED, subject, sequence),
                CANCELLED,
                CANCELLED.id(),
                subject,
                site,
                patient,
                Map.of("startAt", NoticeValue.time(startsAt, zoneOf(patient.block(), site))),
                tx.now(),
                startsAt,
                Optional.empty());
        var invited = new Invited(appointment, sequence, true, site, startsAt, endsAt, patient.block());
        statements.add(notices.decide(tx, cancelled.with(invitations.forMail(invited, tx.now()))));
        return statements;
    }

    /** What was said of a time that no longer holds is not said any more. */
    private List<Uni<?>> withdraw(Tx tx, String subject) {
        return List.of(
                timers.clear(tx, REMINDER, subject),
                notices.withdraw(
                        tx, subject, Set.of(CONFIRMED.id(), MOVED.id(), REPLACED.id(), DELAYED.id(), REMINDED.id())));
    }

    private Uni<?> setReminders(Tx tx, RemindedVisit visit) {
        return timers.set(
                tx,
                ReminderPlan.ahead(visit.startsAt(), visit.zone(), visit.terms().reminderDays(), tx.now()).stream()
                        .map(reminder -> Timer.of(
                                REMINDER,
                                visit.subject(),
                                reminder.number(),
                                visit.sequence(),
                                reminder.dueAt(),
                                visit.site()))
                        .toList());
    }

    private NewNotice told(Tx tx, RemindedVisit visit, Purpose purpose) {
        return told(tx, visit, purpose, values(visit));
    }

    private NewNotice told(Tx tx, RemindedVisit visit, Purpose purpose, Map<String, NoticeValue> values) {
        var invited = new Invited(
                visit.appointment(),
                visit.sequence(),
                false,
                visit.site(),
                visit.startsAt(),
                visit.endsAt(),
                visit.patient().block());
        return new NewNotice(
                        key(purpose, visit.subject(), visit.sequence()),
                        purpose,
                        purpose.id(),
                        visit.subject(),
                        visit.site(),
                        visit.patient(),
                        values,
                        tx.now(),
                        visit.startsAt(),
                        Optional.empty())
                .with(invitations.forMail(invited, tx.now()));
    }

    private static String key(Purpose purpose, String subject, int sequence) {
        return purpose.id() + ":" + subject + ":" + sequence;
    }

    /** A reminder that is due. Of several that are due at once, after an outage, the newest goes. */
    NewNotice reminder(Tx tx, RemindedVisit visit, int number) {
        var values = values(visit);
        values.put("confirmLink", link(AppointmentLinks.CONFIRMATION, visit));
        return new NewNotice(
                REMINDED.id() + ":" + visit.subject() + ":" + number + ":" + visit.sequence(),
                REMINDED,
                "appointment-reminder",
                visit.subject(),
                visit.site(),
                visit.patient(),
                values,
                tx.now(),
                ReminderPlan.latestUsefulAt(visit.startsAt(), visit.leadTime()),
                Optional.of(visit.subject()));
    }

    private Map<String, NoticeValue> values(RemindedVisit visit) {
        var values = new HashMap<String, NoticeValue>();
        values.put("startAt", NoticeValue.time(visit.startsAt(), visit.zone()));
        values.put("provider", NoticeValue.words(visit.provider()));
        values.put("instructions", Instructions.told(visit.terms().instructions()));
        values.put("cancelLink", link(AppointmentLinks.CANCELLATION, visit));
        values.put("changeLink", link(AppointmentLinks.RESCHEDULE, visit));
        return values;
    }

    private NoticeValue link(LinkPurpose purpose, RemindedVisit visit) {
        return links.of(purpose, visit.appointment(), visit.sequence(), visit.startsAt());
    }
}
