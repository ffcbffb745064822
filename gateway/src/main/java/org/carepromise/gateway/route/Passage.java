package org.carepromise.gateway.route;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

import org.carepromise.gateway.GatewayProblem;
import org.carepromise.gateway.edge.Refusals;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** One request on its way to a service, and its answer on the way back. */
final class Passage implements ProxyInterceptor, OriginRequestProvider {

    private final RoutingContext exchange;
    private final ServiceLink link;
    private final Refusals refusals;
    private final Set<String> stripped;
    private final RepeatRule.Sending sending;
    private final CappedBody streamed;
    private final Promise<ProxyResponse> answer = Promise.promise();

    /** Read ahead so that it can be sent twice; null where it streams. */
    private Buffer kept;

    private HttpClientRequest outgoing;
    private boolean again;
    private boolean late;

    Passage(RoutingContext exchange, ServiceLink link, Refusals refusals, Set<String> stripped, long largestBody) {
        this.exchange = exchange;
        this.link = link;
        this.refusals = refusals;
        this.stripped = stripped;
        this.sending = RepeatRule.of(
                exchange.request().method().name(), exchange.request().headers());
        this.streamed = new CappedBody(exchange.request(), largestBody);
    }

    /** The time for the answer to begin is used up. */
    void expire() {
        late = true;
        if (outgoing != null) {
            outgoing.reset();
        }
        answer.tryFail(new VertxException("no answer in time", true));
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext context) {
        return (again ? link.openFresh() : link.open()).map(opened -> {
            outgoing = opened;
            // what goes wrong is told by the answer's future; without a handler it would be logged as an error too
            opened.exceptionHandler(known -> {});
            if (late) {
                opened.reset();
            }
            return opened;
        });
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        HopHeaders.cleanRequest(context.request().headers(), stripped);
        addOrigin(context);
        keepBody()
                .compose(read -> send(context))
                .recover(failure -> mayRepeat(failure) ? sendAgain(context) : Future.failedFuture(failure))
                .onSuccess(answer::tryComplete)
                .onFailure(answer::tryFail);
        return answer.future().recover(this::refuse);
    }

    private Future<Void> keepBody() {
        if (sending != RepeatRule.Sending.KEPT) {
            return Future.succeededFuture();
        }
        var body = exchange.request().body();
        exchange.request().resume();
        return body.onSuccess(read -> kept = read).mapEmpty();
    }

    private void addOrigin(ProxyContext context) {
        var request = exchange.request();
        context.request()
                .putHeader("x-forwarded-for", request.remoteAddress().hostAddress())
                .putHeader("x-forwarded-proto", request.scheme())
                .putHeader("x-forwarded-host", request.getHeader("host"));
    }

    private Future<ProxyResponse> send(ProxyContext context) {
        var request = exchange.request();
        if (kept != null) {
            context.request().setBody(Body.body(kept));
        } else if (sending == RepeatRule.Sending.BODILESS) {
            context.request().setBody(null);
            request.resume();
        } else {
            context.request().setBody(Body.body(streamed, lengthOf(request.getHeader("content-length"))));
        }
        return context.sendRequest();
    }

    private Future<ProxyResponse> sendAgain(ProxyContext context) {
        again = true;
        return send(context);
    }

    private static long lengthOf(String header) {
        return header == null ? -1 : Long.parseLong(header);
    }

    /**
     * The service closed the connection before a byte of the answer: most likely it was an idle one of the pool, left over
     * from before a restart.
     */
    private boolean mayRepeat(Throwable failure) {
        var connectionLost = failure instanceof HttpClosedException
                || failure instanceof IOException && !(failure instanceof ConnectException);
        return connectionLost && sending != RepeatRule.Sending.ONCE && !again && !late;
    }

    /** Answers by itself; the future that never ends keeps the proxy from answering a bare 502 as well. */
    private Future<ProxyResponse> refuse(Throwable failure) {
        refusals.refuse(exchange, refusalFor(failure));
        return Future.future(never -> {});
    }

    private Problem refusalFor(Throwable failure) {
        if (streamed.exceeded()) {
            return Problem.of(HttpProblem.BODY_TOO_LARGE);
        }
        if (late) {
            return exchange.request().isEnded()
                    ? Problem.of(HttpProblem.SERVICE_TIMEOUT).with("service", link.service())
                    : Problem.of(GatewayProblem.REQUEST_TIMEOUT);
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return Problem.of(HttpProblem.BUSY).retryAfter(1);
        }
        return Problem.of(HttpProblem.SERVICE_UNAVAILABLE)
                .with("service", link.service())
                .retryAfter(1);
    }

    /**
     * Sends the answer by itself. The proxy would end a broken answer by a reset, which the platform does not count as an
     * end: when it shuts down, it would wait for that request. Closing the connection it counts.
     */
    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var answered = context.response();
        var headers = answered.headers();
        HopHeaders.cleanAnswer(headers);
        var location = headers.get("location");
        if (location != null) {
            headers.set("location", link.outside(location));
        }
        var response = exchange.response().setStatusCode(answered.getStatusCode());
        response.headers().addAll(headers).remove("transfer-encoding");
        response.setChunked(!headers.contains("content-length") && mayHaveBody(answered.getStatusCode()));
        return answered.getBody().stream().pipeTo(response).otherwise(brokenOff -> {
            outgoing.reset();
            exchange.request().connection().close();
            return null;
        });
    }

    private static boolean mayHaveBody(int status) {
        return status != 204 && status != 304;
    }
}
