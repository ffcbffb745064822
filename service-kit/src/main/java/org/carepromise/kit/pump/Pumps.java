package org.carepromise.kit.pump;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The pumps of this replica: each job runs from its start on until the process stops, unless pumps are switched off. */
@ApplicationScoped
public class Pumps {

    private final Vertx vertx;
    private final PumpConfig config;
    private final List<Pump> running = new CopyOnWriteArrayList<>();

    Pumps(Vertx vertx, PumpConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * Runs a job again and again; called once, at the start. Where pumps are switched off nothing happens.
     *
     * @param name for the log
     * @param pause from the begin of one round to that of the next
     * @param job one round; true where the next one should follow at once
     */
    public void run(String name, Duration pause, Supplier<Uni<Boolean>> job) {
        if (config.enabled()) {
            var pump = new Pump(name, vertx, pause, job);
            running.add(pump);
            pump.start();
        }
    }

    /** Before those stop whom the jobs use. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stop) {
        running.forEach(Pump::stop);
    }
}
