package org.carepromise.gateway.route;

import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;

import org.carepromise.gateway.GatewayConfig;
import org.carepromise.gateway.contract.Contracts;
import org.carepromise.gateway.edge.Edge;
import org.carepromise.gateway.edge.MeteredPath;
import org.carepromise.gateway.edge.Refusals;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Passes what stands in a service's contract to that service. */
@Singleton
public class Routes {

    /** Behind the platform's authentication (-200, lazy), before its body limit (-2) and its resources (10,000). */
    private static final int ORDER = -50;

    private final RouteTable table;
    private final ServiceLinks links;
    private final BearerCheck bearer;
    private final Refusals refusals;
    private final long answerMillis;

    Routes(Contracts contracts, ServiceLinks links, BearerCheck bearer, Refusals refusals, GatewayConfig config) {
        this.table = RouteTable.of(contracts.all());
        this.links = links;
        this.bearer = bearer;
        this.refusals = refusals;
        this.answerMillis = config.answerWithin().toMillis();
    }

    void open(@Observes Router router) {
        router.route("/v1/*").order(ORDER).handler(this::route);
    }

    private void route(RoutingContext exchange) {
        var request = exchange.request();
        var place = table.find(Edge.path(exchange).segments());
        if (place.isEmpty()) {
            refusals.refuse(exchange, Problem.of(HttpProblem.NOT_FOUND));
            return;
        }
        MeteredPath.set(exchange, place.get().path());
        var operation = place.get().operation(request.method().name());
        if (operation.isEmpty()) {
            exchange.response().putHeader("allow", place.get().allowed());
            refusals.refuse(exchange, Problem.of(HttpProblem.METHOD_NOT_ALLOWED));
            return;
        }
        request.pause();
        bearer.rolesOf(exchange)
                .onSuccess(roles -> pass(exchange, operation.get(), roles))
                .onFailure(refusal -> refusals.refuse(
                        exchange,
                        refusal instanceof Problem problem ? problem : Problem.of(HttpProblem.INTERNAL_ERROR)));
    }

    private void pass(RoutingContext exchange, RouteTable.Operation operation, Set<String> roles) {
        if (operation.service().equals(GatewayConfig.OWN_NAME)) {
            exchange.next();
            return;
        }
        var request = exchange.request();
        var length = request.getHeader("content-length");
        if (length != null && Long.parseLong(length) > operation.largestBody()) {
            refusals.refuse(exchange, Problem.of(HttpProblem.BODY_TOO_LARGE));
            return;
        }
        var link = links.to(operation.service());
        if (link.isEmpty()) {
            refusals.refuse(
                    exchange, Problem.of(HttpProblem.SERVICE_UNAVAILABLE).with("service", operation.service()));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            exchange.response().writeContinue();
        }
        forward(exchange, link.get(), operation, roles);
    }

    private void forward(RoutingContext exchange, ServiceLink link, RouteTable.Operation operation, Set<String> roles) {
        var passage = new Passage(exchange, link, refusals, ActingHeaderRule.stripped(roles), operation.largestBody());
        var deadline = exchange.vertx().setTimer(answerMillis, late -> passage.expire());
        exchange.addHeadersEndHandler(begun -> exchange.vertx().cancelTimer(deadline));
        exchange.addEndHandler(over -> exchange.vertx().cancelTimer(deadline));
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), null)
                .origin(passage)
                .addInterceptor(passage)
                .handle(exchange.request());
    }
}
