package org.carepromise.kit.promise;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;

import org.carepromise.kit.timer.TimerMeters;

/** Counts how promises end, by policy, and how late their timers fire. */
@ApplicationScoped
class PromiseMeters {

    private static final String ENDED = "carepromise.promises.ended";

    private final MeterRegistry meters;
    private final TimerMeters timers;

    PromiseMeters(MeterRegistry meters, TimerMeters timers) {
        this.meters = meters;
        this.timers = timers;
    }

    void ended(String policy, String how) {
        meters.counter(ENDED, "policy", policy, "how", how).increment();
    }

    void fired(List<PromiseStore.Fired> fired, Instant at) {
        for (var each : fired) {
            if (each.live()) {
                timers.fired("promise-" + each.kind().name().toLowerCase(java.util.Locale.ROOT), each.dueAt(), at);
                if (each.kind() == PromiseTimerKind.BREACH) {
                    ended(each.policy(), "breached");
                }
            }
        }
    }
}
