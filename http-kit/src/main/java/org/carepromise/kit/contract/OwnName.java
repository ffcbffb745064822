package org.carepromise.kit.contract;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Lets {@code /v1/{service}/…} be reached under the service's own name alone. */
public final class OwnName {

    private final String name;

    OwnName(@ConfigProperty(name = "quarkus.application.name") String name) {
        this.name = name;
    }

    @ServerRequestFilter
    public void refuseOtherNames(ContainerRequestContext request) {
        var named = request.getUriInfo().getPathParameters().getFirst(OwnNameInPaths.PARAMETER);
        if (named != null && !named.equals(name)) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }
}
