package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.appointment.Appointment;
import org.carepromise.scheduling.appointment.BookAppointment;
import org.carepromise.scheduling.appointment.RescheduleAppointment;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.capacity.Wanted;
import org.carepromise.scheduling.hold.Hold;
import org.carepromise.scheduling.hold.HoldPurpose;
import org.carepromise.scheduling.hold.Holds;

/** The seats of offers: kept by a hold, so that search and booking see them taken. */
@ApplicationScoped
class OfferedSeats {

    private final Holds holds;
    private final FreedSeatStore store;
    private final BookAppointment bookAppointment;
    private final RescheduleAppointment rescheduleAppointment;

    OfferedSeats(
            Holds holds,
            FreedSeatStore store,
            BookAppointment bookAppointment,
            RescheduleAppointment rescheduleAppointment) {
        this.holds = holds;
        this.store = store;
        this.bookAppointment = bookAppointment;
        this.rescheduleAppointment = rescheduleAppointment;
    }

    /** Fails with the rule that refuses a booking. A visit that would be replaced stands in nobody's way. */
    Uni<Hold> keep(Tx tx, WaitlistEntry entry, Start start, Instant until) {
        var wanted = Wanted.by(Optional.of(entry.patient()), start.first().id(), entry.visitType());
        return entry.appointment()
                .map(id -> store.seatsOf(tx.reads(), id).map(own -> wanted.having(id, own)))
                .orElseGet(() -> Uni.createFrom().item(wanted))
                .flatMap(asked -> holds.place(tx, asked, HoldPurpose.OFFER, holder(entry.id()), until));
    }

    /** One whose time was up first, since nobody was there to pass it on, has given its seats back itself. */
    Uni<Void> giveBack(Tx tx, WaitlistOffer offer) {
        return holds.lock(tx, offer.hold(), holder(offer.entry()))
                .flatMap(hold -> holds.release(tx, hold))
                .onFailure(Problem.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** @return the appointment that has the seats now */
    Uni<UUID> book(Tx tx, Caller caller, WaitlistEntry entry, WaitlistOffer offer) {
        return holds.lock(tx, offer.hold(), holder(entry.id()))
                .flatMap(hold -> entry.appointment()
                        .map(later -> rescheduleAppointment.moveToHeld(tx, later, hold))
                        .orElseGet(() -> bookAppointment.bookHeld(tx, caller, hold, entry.patient())))
                .map(Appointment::id);
    }

    private static String holder(UUID entry) {
        return "waitlist-entry:" + entry;
    }
}
