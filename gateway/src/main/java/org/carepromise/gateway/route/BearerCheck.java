package org.carepromise.gateway.route;

import java.util.Set;

import jakarta.inject.Singleton;

import io.quarkus.security.AuthenticationException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * A token that is shown has to be valid; whether one is needed is the service's decision. Verified by the platform's one
 * mechanism (quarkus-oidc), the same that the services use.
 */
@Singleton
class BearerCheck {

    private static final Logger LOG = Logger.getLogger(BearerCheck.class);

    private final IdentityProviderManager identities;

    BearerCheck(IdentityProviderManager identities) {
        this.identities = identities;
    }

    /** @return the token's roles, empty without a token; fails with a {@link Problem} */
    Future<Set<String>> rolesOf(RoutingContext exchange) {
        if (!exchange.request().headers().contains("authorization")) {
            return Future.succeededFuture(Set.of());
        }
        // the platform would answer a refused token too, and without a problem
        exchange.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        var context = Vertx.currentContext();
        Promise<Set<String>> roles = Promise.promise();
        QuarkusHttpUser.getSecurityIdentity(exchange, identities)
                .subscribe()
                .with(
                        identity -> context.runOnContext(now -> settle(identity, roles)),
                        failure -> context.runOnContext(now -> roles.fail(refusalFor(failure))));
        return roles.future();
    }

    private static void settle(SecurityIdentity identity, Promise<Set<String>> roles) {
        if (identity == null || identity.isAnonymous()) {
            // another scheme than Bearer, or no token behind it
            roles.fail(Problem.of(HttpProblem.UNAUTHENTICATED));
        } else {
            roles.complete(identity.getRoles());
        }
    }

    private static Problem refusalFor(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return Problem.of(HttpProblem.UNAUTHENTICATED);
        }
        LOG.errorf("tokens cannot be verified: %s", failure.getClass().getName());
        return Problem.of(HttpProblem.SERVICE_UNAVAILABLE, "Tokens cannot be verified at the moment.")
                .retryAfter(1);
    }
}
