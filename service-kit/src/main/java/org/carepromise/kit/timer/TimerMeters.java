package org.carepromise.kit.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What operators see of timers: how late they fire, how many wait, how many failed. */
@ApplicationScoped
public class TimerMeters {

    private static final String LATENESS = "carepromise.timers.lateness";
    private static final double[] PERCENTILES = {0.5, 0.99};

    private final MeterRegistry meters;
    private final AtomicLong overdue = new AtomicLong();
    private final AtomicLong setAside = new AtomicLong();

    TimerMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("carepromise.timers.overdue", overdue, AtomicLong::get)
                .description("Timers that are due and not fired yet; counted up to a bound")
                .register(meters);
        Gauge.builder("carepromise.timers.set.aside", setAside, AtomicLong::get)
                .description("Timers whose handler failed too often; replay them once the cause is gone")
                .register(meters);
    }

    public void fired(String kind, Instant dueAt, Instant at) {
        var late = Duration.between(dueAt, at);
        io.micrometer.core.instrument.Timer.builder(LATENESS)
                .description("From a timer's due time to its effect")
                .publishPercentiles(PERCENTILES)
                .tag("kind", kind)
                .register(meters)
                .record(late.isNegative() ? Duration.ZERO : late);
    }

    void failed(String kind, boolean forGood) {
        meters.counter("carepromise.timers.failures", "kind", kind, "set_aside", Boolean.toString(forGood))
                .increment();
    }

    void waiting(TimerStore.Backlog backlog) {
        overdue.set(backlog.overdue());
        setAside.set(backlog.setAside());
    }
}
