package org.carepromise.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the services are, and how long the gateway waits for them. */
@ConfigMapping(prefix = "carepromise.gateway")
public interface GatewayConfig {

    /** The name that the gateway's own contract has among the others. */
    String OWN_NAME = "gateway";

    /** Base address by name of service, {@code http://127.0.0.1:8081}; a contract without one answers 503. */
    Map<String, URI> services();

    /** By name of service, what says with a 200 that it is ready; without it any answer of the service counts. */
    Map<String, URI> readiness();

    /** The folder of the contracts on the class path. */
    @WithDefault("contracts")
    String contracts();

    /** How long a connection to a service may take, waiting for a free one included. */
    @WithDefault("1s")
    Duration connectWithin();

    /** How long a request may take until its answer begins: both the caller's sending and the service's thinking. */
    @WithDefault("30s")
    Duration answerWithin();

    /** After how long without a byte in either direction a connection to a service is given up; streams send more often. */
    @WithDefault("60s")
    Duration idleWithin();

    /** Below the services' own 60 s, so that it is us who close an unused connection. */
    @WithDefault("30s")
    Duration keepAliveFor();

    @WithDefault("256")
    int connectionsPerService();

    @WithDefault("512")
    int waitingPerService();

    /** How long a service may take to fire what falls due when the test clock moves. */
    @WithDefault("50s")
    Duration clockMovesWithin();
}
