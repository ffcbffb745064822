package org.carepromise.scheduling.explanation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;
import org.carepromise.kit.patient.Patients;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingProblem;
import org.carepromise.scheduling.explanation.ExplanationJson.NewExplanationJson;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/availability/explanations")
@Tag(name = "availability")
@RolesAllowed({
    Role.PATIENT,
    Role.PORTAL,
    Role.AGENT,
    Role.NURSE,
    Role.CLINICAL_LEAD,
    Role.SUPERVISOR,
    Role.ADMIN,
    Role.INTEGRATION
})
public class ExplanationResource {

    private final ExplainBooking explainBooking;
    private final Patients patients;
    private final CurrentCaller caller;

    ExplanationResource(ExplainBooking explainBooking, Patients patients, CurrentCaller caller) {
        this.explainBooking = explainBooking;
        this.patients = patients;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Explain why a slot cannot be booked",
            description =
                    "Every rule that stands in the way of this slot now, for this patient, and when it lifts. Asks the "
                            + "rules that booking asks; changes nothing, so an Idempotency-Key is ignored.")
    @Refuses({
        "not-found",
        "language-unknown",
        "patient-unidentified",
        "phone-invalid",
        "time-zone-unknown",
        "slot-unknown",
        "slot-in-past",
        "visit-type-unknown",
        "visit-type-not-offered"
    })
    public Uni<ExplanationJson> explainAvailability(@Valid @NotNull NewExplanationJson body) {
        var asker = caller.get();
        var patient = patients.namedOrNobody(asker, body.patient());
        var slot = Ids.inBody(Ids.SLOT, body.slotId(), SchedulingProblem.SLOT_UNKNOWN);
        return explainBooking.explain(asker, slot, body.visitType(), patient);
    }
}
