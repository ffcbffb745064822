package org.carepromise.gateway.edge;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.security.AuthenticationException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.sandbox.SandboxGuard;

/** Stands before every other handler: what is not a plain request for something of ours goes no further. */
@Singleton
public class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);
    private static final String REFUSED = "/refused";
    private static final String PATH = RawPath.class.getName();

    private final Refusals refusals;
    private final SandboxGuard sandbox;

    Edge(Refusals refusals, SandboxGuard sandbox) {
        this.refusals = refusals;
        this.sandbox = sandbox;
    }

    /** The path of a request that was let in. */
    public static RawPath path(RoutingContext exchange) {
        return exchange.get(PATH);
    }

    void stand(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::admit).failureHandler(this::fail);
    }

    private void admit(RoutingContext exchange) {
        var request = exchange.request();
        exchange.addHeadersEndHandler(sent ->
                AnswerHeaders.complete(request.uri(), exchange.response().headers(), sandbox.enabled()));
        try {
            RequestRules.check(request.version(), request.uri(), request.headers());
            if (!RequestRules.takes(request.method().name())) {
                exchange.response().putHeader("allow", RequestRules.methods());
                throw Problem.of(HttpProblem.METHOD_NOT_ALLOWED);
            }
            var path = RawPath.of(request.uri());
            if (!Doors.open(path)) {
                throw Problem.of(HttpProblem.NOT_FOUND);
            }
            if (exchange.queryParams().contains("access_token")) {
                // RFC 9700 §4.3.2: what stands in a URL ends up in logs and histories
                throw Problem.of(HttpProblem.REQUEST_INVALID).at("?access_token", "send tokens in Authorization");
            }
            exchange.put(PATH, path);
        } catch (Problem refusal) {
            MeteredPath.set(exchange, REFUSED);
            refusals.refuse(exchange, refusal);
            return;
        }
        exchange.next();
    }

    private void completeHeaders(RoutingContext exchange) {
        var target = exchange.request().uri();
        exchange.addHeadersEndHandler(
                sent -> AnswerHeaders.complete(target, exchange.response().headers(), sandbox.enabled()));
    }

    private void fail(RoutingContext exchange) {
        var admitted = path(exchange) != null;
        if (!admitted) {
            completeHeaders(exchange);
        }
        refusals.refuse(exchange, admitted ? refusalFor(exchange.failure()) : unreadable(exchange.request()));
    }

    /** The router itself gives up on a target that is no path, and on a missing or broken Host. */
    private static Problem unreadable(HttpServerRequest request) {
        return request.uri().startsWith("/")
                ? Problem.of(HttpProblem.REQUEST_INVALID, "The header Host is missing or cannot be read.")
                : Problem.of(HttpProblem.AMBIGUOUS_PATH, "The request target starts with a slash.");
    }

    private static Problem refusalFor(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return Problem.of(HttpProblem.UNAUTHENTICATED);
        }
        LOG.errorf(
                "unexpected %s",
                failure == null ? "refusal" : failure.getClass().getName());
        return Problem.of(HttpProblem.INTERNAL_ERROR);
    }
}
