package org.carepromise.gateway.contract;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Publishes the contracts. */
@Path("/openapi")
@PermitAll
public class ContractResource {

    private final PublishedContracts contracts;

    ContractResource(PublishedContracts contracts) {
        this.contracts = contracts;
    }

    @GET
    @Path("{file}")
    @Operation(hidden = true)
    public Response contract(@PathParam("file") String file, @Context Request request) {
        var found = contracts.file(file).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
        var etag = new EntityTag(found.etag());
        var answer = request.evaluatePreconditions(etag);
        if (answer == null) {
            answer = Response.ok(found.body(), found.mediaType());
        }
        return answer.tag(etag).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
    }
}
