package org.carepromise.messaging.preview;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.patient.PatientJson;
import org.carepromise.kit.triage.EmergencyJson;
import org.carepromise.messaging.thread.Assess;
import org.carepromise.messaging.thread.TriageJson;
import org.carepromise.triage.Lane;
import org.carepromise.triage.TriageResult;

/** Explains what triage makes of a text. Nothing is stored, and nobody is alerted. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/triage/previews")
@Tag(name = "triage")
@RolesAllowed({Role.NURSE, Role.CLINICAL_LEAD, Role.SUPERVISOR, Role.ADMIN})
public class PreviewResource {

    private final Assess assess;

    PreviewResource(Assess assess) {
        this.assess = assess;
    }

    @POST
    @Operation(
            summary = "Explain how a text is triaged",
            description = "By the rules in force, with the words, concepts and context that decide, and what would have"
                    + " changed the lane. Nothing is stored, and nobody is alerted.")
    public Uni<PreviewJson> previewTriage(@Valid @NotNull NewPreviewJson body) {
        var patient =
                new PatientJson(null, null, null, null, null, body.language(), null, null, body.riskFlags(), null);
        return assess.words(body.text(), patient, body.declaredUrgency())
                .map(result -> PreviewJson.of(result, body.text()));
    }

    @Schema(name = "NewTriagePreview")
    record NewPreviewJson(
            @Schema(examples = "Can I get a refill? My chest hurts.") @NotNull @Size(max = 20_000) String text,
            @Schema(description = "That the patient prefers, BCP 47", examples = "en") @Size(max = 35) String language,
            @Schema(description = "Pregnant, anticoagulant …") @Size(max = 20)
                    List<@NotNull @Size(max = 64) String> riskFlags,
            Lane declaredUrgency) {}

    @Schema(name = "TriagePreview")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PreviewJson(
            TriageJson triage, @Schema(description = "What the patient would read") EmergencyJson emergency) {

        static PreviewJson of(TriageResult result, String text) {
            return new PreviewJson(TriageJson.of(result, text), EmergencyJson.of(result));
        }
    }
}
