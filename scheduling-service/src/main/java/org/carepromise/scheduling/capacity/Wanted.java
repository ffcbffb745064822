package org.carepromise.scheduling.capacity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;

/**
 * What somebody asks for.
 *
 * @param slot in which the visit is to begin
 * @param patientKeys under which the patient is known; empty while nobody is named
 * @param overbook whether seats beyond the capacity may be used
 * @param own the appointment that is to be moved there: its seats count as free
 */
public record Wanted(UUID slot, String visitType, List<String> patientKeys, boolean overbook, Optional<Own> own) {

    /** An appointment that is to be moved. */
    public record Own(UUID appointment, Seats seats) {}

    public static Wanted by(Optional<Patient> patient, UUID slot, String visitType) {
        return new Wanted(slot, visitType, patient.map(Patient::keys).orElse(List.of()), false, Optional.empty());
    }

    /** The same at another provider's slot. */
    public Wanted at(UUID other) {
        return new Wanted(other, visitType, patientKeys, overbook, own);
    }

    public Wanted overbooking(boolean allowed) {
        return new Wanted(slot, visitType, patientKeys, allowed, own);
    }

    public Wanted having(UUID appointment, Seats seats) {
        return new Wanted(slot, visitType, patientKeys, overbook, Optional.of(new Own(appointment, seats)));
    }
}
