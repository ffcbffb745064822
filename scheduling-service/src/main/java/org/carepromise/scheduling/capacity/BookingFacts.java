package org.carepromise.scheduling.capacity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.availability.SlotFinder;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.visittype.VisitTerms;

/**
 * Everything that the booking rules ask about. For a booking it is read while the slots are locked. Seats that the asker
 * has already count as free, and those for overbooking as capacity where they may be used.
 *
 * @param now of the booking
 * @param visit what the visit needs
 * @param terms what goes with it once it is booked
 * @param offered whether the session takes this visit type
 * @param open whether the session takes place
 * @param first the slot asked for
 * @param span the session's slots that the visit's length and buffers touch, in order; full ones too
 * @param provider the name that the patient is told
 * @param heldUntil when the first of the holds on a full slot ends, if there is one
 * @param caps of the session that count this visit type
 * @param patient what the patient has booked already
 * @param freeResource a room or device of the kind that the visit needs; empty where none is free or none is needed
 */
public record BookingFacts(
        Instant now,
        Visit visit,
        VisitTerms terms,
        boolean offered,
        boolean open,
        Slot first,
        List<Slot> span,
        String provider,
        Optional<Instant> heldUntil,
        List<Cap> caps,
        Booked patient,
        Optional<UUID> freeResource) {

    /**
     * What a patient has booked already.
     *
     * @param isBusy whether another visit is in that time
     * @param ahead how many visits of this type lie ahead
     * @param nextStartsAt when the first of those begins
     */
    public record Booked(boolean isBusy, int ahead, Optional<Instant> nextStartsAt) {

        static final Booked NOTHING = new Booked(false, 0, Optional.empty());
    }

    /** Where the visit begins and what it covers; empty where it does not fit. */
    Optional<Start> start(List<Slot> usable) {
        return SlotFinder.startAt(first, usable, visit);
    }

    /** The seats to take, once no rule refuses. */
    public Seats seats() {
        var start = start(span).orElseThrow();
        return new Seats(
                first.session(),
                first.site(),
                first.provider(),
                visit.type(),
                start.slots().stream().map(Slot::id).toList(),
                first.id(),
                first.startsAt(),
                first.startsAt().plus(visit.length()),
                freeResource);
    }
}
