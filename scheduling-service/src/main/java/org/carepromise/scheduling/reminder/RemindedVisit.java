package org.carepromise.scheduling.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

import org.carepromise.kit.patient.Patient;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.visittype.VisitTerms;

/**
 * What a visit's texts tell.
 *
 * @param zone the patient's, or the site's
 * @param leadTime of the visit type
 * @param sequence of the appointment
 * @param terms of the visit type
 */
public record RemindedVisit(
        UUID appointment,
        String site,
        String provider,
        Instant startsAt,
        Instant endsAt,
        ZoneId zone,
        Duration leadTime,
        Patient patient,
        int sequence,
        VisitTerms terms) {

    String subject() {
        return Ids.APPOINTMENT.format(appointment);
    }
}
