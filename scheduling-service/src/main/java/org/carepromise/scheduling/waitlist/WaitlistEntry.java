package org.carepromise.scheduling.waitlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;

/**
 * Somebody who waits for a seat.
 *
 * @param appointment the later visit that an earlier one would replace
 * @param priority the higher, the sooner; 0 unless staff say otherwise
 * @param version rises with each change
 */
record WaitlistEntry(
        UUID id,
        String visitType,
        Wishes wishes,
        Optional<UUID> appointment,
        int priority,
        WaitlistEntryState state,
        Patient patient,
        Optional<Instant> endedAt,
        long version,
        Instant createdAt) {

    static final int HIGHEST_PRIORITY = 9;

    WaitlistEntry ended(WaitlistEntryState as, Instant at) {
        return new WaitlistEntry(
                id, visitType, wishes, appointment, priority, as, patient, Optional.of(at), version + 1, createdAt);
    }

    /** Whose it is, as the audit trail names them. */
    List<String> patients() {
        return patient.id().map(List::of).orElse(List.of());
    }

    /** The site that it belongs to, where it is a single one. */
    Optional<String> onlySite() {
        return wishes.sites().size() == 1 ? wishes.sites().stream().findFirst() : Optional.empty();
    }

    /** Where the patient block is kept: the cipher opens nowhere else. */
    static String placeOfPatient(UUID id) {
        return "waitlist_entry.patient:" + id;
    }
}
