package org.carepromise.callback.repromise;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.carepromise.callback.repromise.WhatIfJson.NewWhatIfJson;
import org.carepromise.kit.access.CurrentCaller;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.contract.Refuses;

@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/v1/staffing-plans/what-ifs")
@Tag(name = "staffing")
@RolesAllowed({Role.SUPERVISOR, Role.ADMIN})
public class WhatIfResource {

    private final ImagineAbsence imagineAbsence;
    private final CurrentCaller caller;

    WhatIfResource(ImagineAbsence imagineAbsence, CurrentCaller caller) {
        this.imagineAbsence = imagineAbsence;
        this.caller = caller;
    }

    @POST
    @Blocking
    @Operation(
            summary = "See which promises fall if agents are off",
            description =
                    "Two agents off at 10:00: which open callbacks would then be kept with less than 0.80, with the"
                            + " chance of each now and then, and which would be promised anew. It counts as the promises"
                            + " themselves do, and changes nothing.")
    @Refuses({"site-unknown", "roster-unknown", "absence-invalid"})
    public WhatIfJson imagineAgentsOff(@Valid @NotNull NewWhatIfJson body) {
        return imagineAbsence.imagine(caller.get(), body);
    }
}
