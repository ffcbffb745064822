package org.carepromise.gateway.link;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /c/…} is a callback's. */
@Path("/c/{token}")
public class CallbackShortLinkResource {

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Response follow(@PathParam("token") String token) {
        return ShortLink.to("/v1/callback-links/", token);
    }
}
