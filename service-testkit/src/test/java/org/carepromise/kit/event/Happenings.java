package org.carepromise.kit.event;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;

import org.carepromise.kit.pump.Pump;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.tx.Transactions;

/** Writes events as use cases do, and lets relay and tail run as they do outside of tests. */
@ApplicationScoped
public class Happenings {

    public static final String TYPE = "carepromise.thing.changed.v1";

    private final Transactions transactions;
    private final EventLog log;
    private final EventRelay relay;
    private final EventTail tail;
    private final Vertx vertx;

    Happenings(Transactions transactions, EventLog log, EventRelay relay, EventTail tail, Vertx vertx) {
        this.transactions = transactions;
        this.log = log;
        this.relay = relay;
        this.tail = tail;
        this.vertx = vertx;
    }

    /** Relay and tail, until it is closed. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    public static String subject() {
        return "thing_" + UUID.randomUUID();
    }

    public void write(String type, String subject, String site, Map<String, Object> data) {
        transactions
                .run(tx -> log.append(tx, Event.of(type, subject, site, tx.now(), data)))
                .await()
                .indefinitely();
    }

    public void write(String subject, String site) {
        write(TYPE, subject, site, Map.of("version", 1));
    }

    /** Many at once, each in one transaction of its own. */
    public void writeAll(int events, IntFunction<String> subject) {
        for (int i = 0; i < events; i++) {
            write(TYPE, subject.apply(i), "springfield", Map.of("n", i));
        }
    }

    public void relayAll() {
        while (relay.relayOnce().await().indefinitely()) {
            // a full batch: go on
        }
    }

    public void readTail() {
        while (tail.readOnce().await().indefinitely()) {
            // the beginning, or a full batch: go on
        }
    }

    public Running run() {
        var relaying = new Pump("relay of tests", vertx, Duration.ofMillis(5), relay::relayOnce);
        var reading = new Pump("tail of tests", vertx, Duration.ofMillis(5), tail::readOnce);
        relaying.start();
        reading.start();
        return () -> {
            relaying.stop();
            reading.stop();
        };
    }

    public static long head() {
        return Behind.count("SELECT position FROM event_head");
    }
}
