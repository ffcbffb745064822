package org.carepromise.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import org.carepromise.gateway.GatewayConfig;

/** The way to one service. */
public final class ServiceLink {

    /**
     * An answer read to its end.
     *
     * @param body whatever its media type
     */
    public record Answer(int status, Buffer body) {}

    private final String service;
    private final URI address;
    private final URI readiness;
    private final HttpClient pooled;
    private final HttpClient fresh;
    private final long connectMillis;

    ServiceLink(String service, URI address, Vertx vertx, GatewayConfig config) {
        this.service = service;
        this.address = address;
        this.readiness = config.readiness().get(service);
        this.connectMillis = config.connectWithin().toMillis();
        var options = new HttpClientOptions()
                .setConnectTimeout((int) connectMillis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) config.idleWithin().toMillis())
                .setKeepAliveTimeout((int) config.keepAliveFor().toSeconds())
                .setMaxPoolSize(config.connectionsPerService())
                .setMaxWaitQueueSize(config.waitingPerService())
                .setDecompressionSupported(false);
        this.pooled = vertx.createHttpClient(options);
        this.fresh = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false));
    }

    public String service() {
        return service;
    }

    /** Opens a request on a connection of the pool, which may be a stale one. */
    Future<HttpClientRequest> open() {
        return pooled.request(to(HttpMethod.GET, "/"));
    }

    /** Opens a request on a connection of its own. */
    Future<HttpClientRequest> openFresh() {
        return fresh.request(to(HttpMethod.GET, "/"));
    }

    /** Calls the service on the gateway's own account. */
    public Future<Answer> call(HttpMethod method, String path, String token, Buffer body, long withinMillis) {
        return pooled.request(to(method, path).setTimeout(withinMillis)).compose(request -> {
            if (token != null) {
                request.putHeader("authorization", "Bearer " + token);
            }
            if (body != null) {
                request.putHeader("content-type", "application/json");
            }
            return request.send(body == null ? Buffer.buffer() : body)
                    .compose(answer -> answer.body().map(read -> new Answer(answer.statusCode(), read)));
        });
    }

    /** Whether its readiness says 200, or, where that has no address, whether it answers at all. */
    public Future<Boolean> isReady(Duration within) {
        var asked = readiness == null
                ? to(HttpMethod.GET, "/")
                : new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(readiness.toString());
        return fresh.request(asked.setTimeout(within.toMillis()).setConnectTimeout(within.toMillis()))
                .compose(HttpClientRequest::send)
                .map(answer -> readiness == null || answer.statusCode() == 200)
                .otherwise(false);
    }

    private RequestOptions to(HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(address.getHost())
                .setPort(port())
                .setSsl(isTls())
                .setURI(path)
                .setConnectTimeout(connectMillis);
    }

    private int port() {
        return address.getPort() > 0 ? address.getPort() : isTls() ? 443 : 80;
    }

    private boolean isTls() {
        return "https".equals(address.getScheme());
    }

    /** A service names itself in {@code Location} by its own address, which nobody outside can reach. */
    String outside(String location) {
        var own = address.toString();
        return location.startsWith(own) && location.startsWith("/", own.length())
                ? location.substring(own.length())
                : location;
    }
}
