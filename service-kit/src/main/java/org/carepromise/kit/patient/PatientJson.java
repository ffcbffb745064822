package org.carepromise.kit.patient;

import java.time.LocalDate;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The patient block: the same in every request and answer of every service. */
@Schema(name = "Patient", description = "Who it is for. A patient's own token needs no id here.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PatientJson(
        @Schema(examples = "pat-ada") @Size(min = 1, max = 64) String id,
        @Schema(examples = "Ada Moreno") @Size(min = 1, max = 200) String name,
        @Schema(examples = "1980-05-17") LocalDate birthDate,
        @Schema(description = "Any national or international form", examples = "+1 217 555 0123") @Size(max = 40)
                String phone,
        @Schema(examples = "ada@example.org") @Size(max = 254) String email,
        @Schema(description = "BCP 47", examples = "es") @Size(max = 35) String language,
        @Schema(description = "IANA", examples = "America/Chicago") @Size(max = 64) String timeZone,
        @Schema(description = "Interpreter, step-free access …") @Size(max = 20)
                List<@NotNull @Size(max = 64) String> needs,
        @Schema(description = "Pregnant, anticoagulant …") @Size(max = 20)
                List<@NotNull @Size(max = 64) String> riskFlags,
        @Size(max = 20) List<@NotNull @Valid ExternalRefJson> externalRefs) {

    /** The same under another name. */
    public PatientJson named(String other) {
        return new PatientJson(id, other, birthDate, phone, email, language, timeZone, needs, riskFlags, externalRefs);
    }

    /** The thing's name in somebody else's system. */
    @Schema(name = "ExternalRef")
    public record ExternalRefJson(
            @NotNull @Size(min = 1, max = 64) String system, @NotNull @Size(min = 1, max = 64) String id) {}
}
