package org.carepromise.scheduling.reminder;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.notice.NewNotice;
import org.carepromise.kit.notice.NoticeValue;
import org.carepromise.kit.notice.Notices;
import org.carepromise.kit.notice.Purpose;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.visittype.Instructions;

/** Tells a patient that a visit is booked, and sets the reminders of it; takes both back when it is cancelled. */
@ApplicationScoped
public class TellPatients {

    static final String REMINDER = "appointment-reminder";

    private static final Purpose CONFIRMED = Purpose.optional("appointment-confirmed");
    private static final Purpose REMINDED = Purpose.optional(REMINDER);

    private final Notices notices;
    private final Timers timers;
    private final Sites sites;

    TellPatients(Notices notices, Timers timers, Sites sites) {
        this.notices = notices;
        this.timers = timers;
        this.sites = sites;
    }

    /** The zone in which a patient reads times: their own, else the site's. */
    public ZoneId zoneOf(PatientJson patient, String site) {
        return Optional.ofNullable(patient.timeZone()).map(ZoneId::of).orElseGet(() -> sites.zoneOf(site));
    }

    /** Statements for the commit of a booking. */
    public List<Uni<?>> booked(Tx tx, RemindedVisit visit) {
        var reminders = ReminderPlan.ahead(visit.startsAt(), visit.zone(), visit.reminderDays(), tx.now()).stream()
                .map(reminder -> Timer.of(
                        REMINDER, visit.subject(), reminder.number(), visit.version(), reminder.dueAt(), visit.site()))
                .toList();
        var confirmed = new NewNotice(
                CONFIRMED.id() + ":" + visit.subject() + ":" + visit.version(),
                CONFIRMED,
                "appointment-confirmed",
                visit.subject(),
                visit.site(),
                visit.patient(),
                values(visit),
                tx.now(),
                visit.startsAt(),
                Optional.empty());
        return List.of(timers.set(tx, reminders), notices.decide(tx, confirmed));
    }

    /** Statements for the commit of a cancellation. */
    public List<Uni<?>> cancelled(Tx tx, UUID appointment) {
        var subject = Ids.APPOINTMENT.format(appointment);
        return List.of(
                timers.clear(tx, REMINDER, subject),
                notices.withdraw(tx, subject, Set.of(CONFIRMED.id(), REMINDED.id())));
    }

    /** A reminder that is due. Of several that are due at once, after an outage, the newest goes. */
    NewNotice reminder(Tx tx, RemindedVisit visit, int number) {
        return new NewNotice(
                REMINDED.id() + ":" + visit.subject() + ":" + number + ":" + visit.version(),
                REMINDED,
                "appointment-reminder",
                visit.subject(),
                visit.site(),
                visit.patient(),
                values(visit),
                tx.now(),
                ReminderPlan.latestUsefulAt(visit.startsAt(), visit.leadTime()),
                Optional.of(visit.subject()));
    }

    private static Map<String, NoticeValue> values(RemindedVisit visit) {
        return Map.of(
                "startAt", NoticeValue.time(visit.startsAt(), visit.zone()),
                "provider", NoticeValue.words(visit.provider()),
                "instructions", Instructions.told(visit.instructions()));
    }
}
