package org.carepromise.gateway.edge;

import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.vertx.ext.web.RoutingContext;

/**
 * Under which path a request is counted. Left alone, the platform takes the one that was sent, so that each id made series of
 * its own, and a link's token stood in a label.
 */
public final class MeteredPath {

    private MeteredPath() {}

    /** @param template as the contract writes it, {@code /v1/appointments/{id}} */
    public static void set(RoutingContext exchange, String template) {
        var metric = HttpRequestMetric.getRequestMetric(exchange);
        if (metric != null) {
            metric.setTemplatePath(template);
        }
    }
}
