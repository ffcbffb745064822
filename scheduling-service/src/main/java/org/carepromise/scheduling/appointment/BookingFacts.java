package org.carepromise.scheduling.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.carepromise.scheduling.availability.Slot;
import org.carepromise.scheduling.visittype.Instructions;
import org.carepromise.scheduling.visittype.Visit;
import org.carepromise.scheduling.visittype.VisitTerms;

/**
 * Everything that the booking rules ask about, read while the slots are locked.
 *
 * @param now of the booking
 * @param visit what the visit needs
 * @param offered whether the session takes this visit type
 * @param open whether the session takes place
 * @param first the slot asked for
 * @param span the session's slots that the visit's length and buffers touch, in order; full ones too
 * @param provider the name that the patient is told
 * @param patientIsBusy whether the patient has another appointment in that time
 * @param terms what goes with every visit of the type
 * @param instructions what the patient does before it
 */
record BookingFacts(
        Instant now,
        Visit visit,
        boolean offered,
        boolean open,
        Slot first,
        List<Slot> span,
        String provider,
        boolean patientIsBusy,
        VisitTerms terms,
        Optional<Instructions> instructions) {}
