package org.carepromise.gateway.route;

import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;

import org.carepromise.gateway.GatewayConfig;

/** The ways to all services that have an address. */
@Singleton
public class ServiceLinks {

    private final SortedMap<String, ServiceLink> byService = new TreeMap<>();

    ServiceLinks(GatewayConfig config, Vertx vertx) {
        config.services()
                .forEach((service, address) ->
                        byService.put(service, new ServiceLink(service, requireBase(service, address), vertx, config)));
    }

    private static URI requireBase(String service, URI address) {
        var path = address.getPath();
        var http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null || path != null && !path.isEmpty() || address.getQuery() != null) {
            throw new IllegalStateException("carepromise.gateway.services." + service
                    + " has to be an address without a path, like http://127.0.0.1:8081: " + address);
        }
        return address;
    }

    Optional<ServiceLink> to(String service) {
        return Optional.ofNullable(byService.get(service));
    }

    public Collection<ServiceLink> all() {
        return byService.values();
    }
}
