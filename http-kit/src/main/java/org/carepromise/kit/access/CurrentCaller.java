package org.carepromise.kit.access;

import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** The caller of the request at hand. */
@RequestScoped
public class CurrentCaller {

    private static final int LONGEST_ID = 64;

    private final SecurityIdentity identity;
    private final RoutingContext exchange;

    CurrentCaller(SecurityIdentity identity, RoutingContext exchange) {
        this.identity = identity;
        this.exchange = exchange;
    }

    /**
     * Who asks, and for whom.
     *
     * @throws UnauthorizedException without a token or site key
     * @throws ForbiddenException where a token says that it is a guest's: those have none
     * @throws Problem {@code acting-not-allowed} where headers and token disagree
     */
    public Caller get() {
        if (identity.getPrincipal() instanceof Guest guest) {
            refuseActing();
            return Caller.of(guest);
        }
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        if (identity.hasRole(Role.GUEST) || identity.hasRole(Role.LINK)) {
            throw new ForbiddenException();
        }
        return Caller.of(
                Claims.of(token),
                header(ActingHeaders.PATIENT),
                header(ActingHeaders.AGENT),
                header(ActingHeaders.SUBJECT));
    }

    /** The guest who asks, or empty where a token stands behind the request. */
    public Optional<Guest> guest() {
        return identity.getPrincipal() instanceof Guest guest ? Optional.of(guest) : Optional.empty();
    }

    private void refuseActing() {
        var headers = exchange.request().headers();
        if (headers.contains(ActingHeaders.PATIENT)
                || headers.contains(ActingHeaders.AGENT)
                || headers.contains(ActingHeaders.SUBJECT)) {
            throw Problem.of(HttpProblem.ACTING_NOT_ALLOWED);
        }
    }

    private Optional<String> header(String name) {
        var values = exchange.request().headers().getAll(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var value = values.get(0).strip();
        if (values.size() > 1 || value.isEmpty() || value.length() > LONGEST_ID) {
            throw Problem.of(HttpProblem.ACTING_NOT_ALLOWED, "Name one person of 1 to 64 characters in " + name + ".");
        }
        return Optional.of(value);
    }
}
