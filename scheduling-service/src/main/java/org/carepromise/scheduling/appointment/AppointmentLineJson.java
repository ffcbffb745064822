package org.carepromise.scheduling.appointment;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.carepromise.kit.bulk.BulkColumn;
import org.carepromise.kit.bulk.BulkColumn.Kind;
import org.carepromise.kit.bulk.BulkColumns;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.patient.PatientJson.ExternalRefJson;

/**
 * An appointment as a line of a file.
 *
 * @param start of a slot: local time of the site, or a time with its offset
 * @param overbook a seat beyond the capacity will do
 * @param state as it was written out; what comes in is BOOKED, or there already
 */
record AppointmentLineJson(
        @NotEmpty @Size(max = 20) List<@NotNull @Valid ExternalRefJson> externalRefs,
        @NotNull @Size(min = 1, max = 130) String provider,
        @NotNull @Size(min = 1, max = 64) String site,
        @NotNull @Size(min = 1, max = 40) String start,
        @NotNull @Size(min = 1, max = 64) String visitType,
        @Valid PatientJson patient,
        Boolean overbook,
        AppointmentState state) {

    static final BulkColumns COLUMNS = BulkColumns.of(
            BulkColumn.required("externalRefs", Kind.REFERENCES),
            BulkColumn.required("provider", Kind.TEXT),
            BulkColumn.required("site", Kind.TEXT),
            BulkColumn.required("start", Kind.TEXT),
            BulkColumn.required("visitType", Kind.TEXT),
            BulkColumn.optional("overbook", Kind.FLAG),
            BulkColumn.optional("state", Kind.TEXT),
            BulkColumn.optional("patient.id", Kind.TEXT),
            BulkColumn.optional("patient.name", Kind.TEXT),
            BulkColumn.optional("patient.birthDate", Kind.TEXT),
            BulkColumn.optional("patient.phone", Kind.TEXT),
            BulkColumn.optional("patient.email", Kind.TEXT),
            BulkColumn.optional("patient.language", Kind.TEXT),
            BulkColumn.optional("patient.timeZone", Kind.TEXT),
            BulkColumn.optional("patient.needs", Kind.LIST),
            BulkColumn.optional("patient.riskFlags", Kind.LIST),
            BulkColumn.optional("patient.externalRefs", Kind.REFERENCES));

    boolean isBooked() {
        return state == null || state == AppointmentState.BOOKED;
    }
}
