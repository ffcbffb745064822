package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.visittype.Instructions;

/**
 * What a visit's texts tell.
 *
 * @param zone the patient's, or the site's
 * @param leadTime of the visit type
 * @param version of the appointment
 * @param reminderDays of the visit type: how many days before it the patient is reminded
 * @param instructions of the visit type
 */
public record RemindedVisit(
        UUID appointment,
        String site,
        String provider,
        Instant startsAt,
        ZoneId zone,
        Duration leadTime,
        Patient patient,
        long version,
        List<Integer> reminderDays,
        Optional<Instructions> instructions) {

    String subject() {
        return Ids.APPOINTMENT.format(appointment);
    }
}
