package org.carepromise.gateway.link;

import java.net.URI;
import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * Where the links in text messages lead, of which a part costs as much as all the words: {@code /a/…} is an appointment's,
 * {@code /c/…} a callback's. What the token is good for, the service knows.
 */
@Path("/{kind: [ac]}/{token}")
public class ShortLinkResource {

    private static final Map<String, String> RESOURCES =
            Map.of("a", "/v1/appointment-links/", "c", "/v1/callback-links/");
    private static final String TOKEN = "lk_[A-Za-z0-9_-]{1,100}";

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Response follow(@PathParam("kind") String kind, @PathParam("token") String token) {
        if (!token.matches(TOKEN)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
        // Relative, and so to the host that was asked; the platform would put the service's own address in front.
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, URI.create(RESOURCES.get(kind) + token).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
