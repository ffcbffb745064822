package org.carepromise.gateway.sandbox;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tokens as they go over the wire. */
final class TokenJson {

    static final int LONGEST_NAME = 64;
    static final int MOST_NAMES = 200;

    private TokenJson() {}

    @Schema(name = "SandboxTokenRequest", description = "Whom the token is for. What is left out the token lacks.")
    record Wanted(
            @NotNull
                    @Schema(
                            description =
                                    "patient, portal, agent, nurse, clinical-lead, supervisor, relations, admin, auditor, "
                                            + "integration or service",
                            examples = "agent")
                    String role,
            @Schema(description = "`sub`; by default the role's name", examples = "agent-ana")
                    @Size(min = 1, max = LONGEST_NAME)
                    @Pattern(regexp = "\\S.*", message = "begins with a character that can be seen")
                    String subject,
            @Schema(description = "`patient_id`; needed for the role patient", examples = "pat-1001")
                    @Size(min = 1, max = LONGEST_NAME)
                    String patientId,
            @Schema(description = "`proxy_for`: patients who named this one their proxy") @Size(max = MOST_NAMES)
                    List<@NotNull @Size(min = 1, max = LONGEST_NAME) String> proxyFor,
            @Schema(description = "`sites` that staff see; `*` means all") @Size(max = MOST_NAMES)
                    List<@NotNull @Size(min = 1, max = LONGEST_NAME) String> sites,
            @Schema(description = "`pools` that staff see; `*` means all") @Size(max = MOST_NAMES)
                    List<@NotNull @Size(min = 1, max = LONGEST_NAME) String> pools) {}

    @Schema(name = "SandboxToken")
    record Signed(
            @Schema(description = "Send it as `Authorization: Bearer …`") String accessToken,
            @Schema(description = "Seconds, in real time", examples = "3600") long expiresIn) {}
}
