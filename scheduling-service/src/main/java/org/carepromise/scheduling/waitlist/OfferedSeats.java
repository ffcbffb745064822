package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.tx.Tx;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.waitlist.WaitlistOffer.OfferedSeat;

@ApplicationScoped
class OfferedSeats {

    record Kept(UUID hold, OfferedSeat seat) {}

    Uni<Kept> keep(Tx tx, WaitlistEntry entry, Visit visit, Start start, Instant until) {
        throw new UnsupportedOperationException();
    }

    Uni<Void> giveBack(Tx tx, WaitlistOffer offer) {
        throw new UnsupportedOperationException();
    }

    Uni<UUID> book(Tx tx, Caller caller, WaitlistEntry entry, WaitlistOffer offer) {
        throw new UnsupportedOperationException();
    }
}
