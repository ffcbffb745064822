package org.carepromise.scheduling.appointment;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.timer.Timer;
import org.carepromise.kit.timer.Timers;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.capacity.BookingFacts;
import org.carepromise.scheduling.reminder.RemindedVisit;
import org.carepromise.scheduling.reminder.TellPatients;
import org.carepromise.scheduling.visittype.VisitTerms;

/** What follows from a booking: the patient's texts, the reminders, and the clock of the no-show. For the commit. */
@ApplicationScoped
class FollowUps {

    private final TellPatients tell;
    private final Timers timers;

    FollowUps(TellPatients tell, Timers timers) {
        this.tell = tell;
        this.timers = timers;
    }

    List<Uni<?>> booked(Tx tx, Appointment booked, BookingFacts facts) {
        var statements = new ArrayList<>(tell.booked(tx, visit(booked, facts)));
        setNoShow(tx, booked, facts.terms(), statements);
        return statements;
    }

    /** Where the patient knows of it from elsewhere. */
    List<Uni<?>> bookedQuietly(Tx tx, Appointment booked, BookingFacts facts) {
        var statements = new ArrayList<>(tell.bookedQuietly(tx, visit(booked, facts)));
        setNoShow(tx, booked, facts.terms(), statements);
        return statements;
    }

    /** Where the patient knows of it from elsewhere. */
    List<Uni<?>> movedQuietly(Tx tx, Appointment moved, BookingFacts facts) {
        var statements = new ArrayList<Uni<?>>();
        statements.add(timers.clear(tx, NoShows.KIND, subject(moved)));
        statements.addAll(tell.movedQuietly(tx, visit(moved, facts)));
        setNoShow(tx, moved, facts.terms(), statements);
        return statements;
    }

    List<Uni<?>> moved(Tx tx, Appointment moved, BookingFacts facts) {
        var statements = new ArrayList<Uni<?>>();
        statements.add(timers.clear(tx, NoShows.KIND, subject(moved)));
        statements.addAll(tell.moved(tx, visit(moved, facts)));
        setNoShow(tx, moved, facts.terms(), statements);
        return statements;
    }

    /** The same for a move that nobody asked for. */
    List<Uni<?>> replaced(Tx tx, Appointment before, Appointment moved, BookingFacts facts) {
        var statements = new ArrayList<Uni<?>>();
        statements.add(timers.clear(tx, NoShows.KIND, subject(moved)));
        statements.addAll(tell.replaced(tx, visit(moved, facts), before.startsAt()));
        setNoShow(tx, moved, facts.terms(), statements);
        return statements;
    }

    List<Uni<?>> cancelled(Tx tx, Appointment cancelled) {
        var statements = new ArrayList<>(over(tx, cancelled));
        statements.addAll(tell.cancelled(
                tx,
                cancelled.id(),
                cancelled.site(),
                cancelled.startsAt(),
                cancelled.seats().endsAt(),
                cancelled.patient(),
                cancelled.sequence()));
        return statements;
    }

    /** The patient is here, or nobody came: nothing more is to be waited for. */
    List<Uni<?>> over(Tx tx, Appointment appointment) {
        return List.of(timers.clear(tx, NoShows.KIND, subject(appointment)));
    }

    private void setNoShow(Tx tx, Appointment appointment, VisitTerms terms, List<Uni<?>> statements) {
        terms.noShowAfter()
                .map(after -> Timer.of(
                        NoShows.KIND,
                        subject(appointment),
                        0,
                        appointment.sequence(),
                        appointment.startsAt().plus(after),
                        appointment.site()))
                .ifPresent(timer -> statements.add(timers.set(tx, List.of(timer))));
    }

    private RemindedVisit visit(Appointment appointment, BookingFacts facts) {
        return new RemindedVisit(
                appointment.id(),
                appointment.site(),
                facts.provider(),
                appointment.startsAt(),
                appointment.seats().endsAt(),
                tell.zoneOf(appointment.patient().block(), appointment.site()),
                facts.visit().leadTime(),
                appointment.patient(),
                appointment.sequence(),
                facts.terms());
    }

    private static String subject(Appointment appointment) {
        return Ids.APPOINTMENT.format(appointment.id());
    }
}
