package org.carepromise.gateway.link;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /a/…} is an appointment's. */
@Path("/a/{token}")
public class AppointmentShortLinkResource {

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Response follow(@PathParam("token") String token) {
        return ShortLink.to("/v1/appointment-links/", token);
    }
}
