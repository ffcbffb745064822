package org.carepromise.kit.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;

import org.carepromise.kit.pump.Pumps;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;

/**
 * Hands the log to Kafka where it is configured, from the one replica that has the lease: at least once, each subject's
 * events in their order. Key is the subject, value the CloudEvent in structured form. The cursor moves behind the
 * brokers' acknowledgement; whoever takes over begins there, so an event may come twice, with the same id.
 *
 * <p>Gauge {@code carepromise_events_kafka_lag}, counter {@code carepromise_events_kafka_missed_total}.
 */
@ApplicationScoped
public class KafkaSink {

    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(KafkaSink.class);
    private static final String NAME = "kafka";
    private static final int BATCH = 500;
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Transactions transactions;
    private final Pool pool;
    private final EventStore events;
    private final EventCursorStore cursors;
    private final ReadEvents readEvents;
    private final KafkaConfig config;
    private final ObjectMapper json;
    private final Counter missed;
    private final AtomicLong lag = new AtomicLong();
    private final UUID holder = UUID.randomUUID();

    // One round at a time uses these; null where this replica has no lease, or no connection.
    private Lease lease;
    private Instant askAgainAt = Instant.EPOCH;
    private KafkaPort port;
    private List<NumberedEvent> ahead = List.of();

    KafkaSink(
            Transactions transactions,
            Pool pool,
            EventStore events,
            EventCursorStore cursors,
            ReadEvents readEvents,
            KafkaConfig config,
            ObjectMapper json,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.pool = pool;
        this.events = events;
        this.cursors = cursors;
        this.readEvents = readEvents;
        this.config = config;
        this.json = json;
        this.missed = Counter.builder("carepromise.events.kafka.missed")
                .description("Events that were pruned before Kafka had them")
                .register(meters);
        Gauge.builder("carepromise.events.kafka.lag", lag, AtomicLong::get)
                .description("Numbered events that Kafka has not acknowledged")
                .register(meters);
    }

    boolean enabled() {
        return config.bootstrapServers().isPresent();
    }

    void start(@Observes StartupEvent started, Pumps pumps, ProductClock clock) {
        if (enabled()) {
            pumps.run("Kafka sink", PAUSE, () -> sendOnce(clock.machineInstant()));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        disconnect();
    }

    @Scheduled(every = "5s")
    Uni<Void> measure() {
        return enabled()
                ? cursors.behind(pool, NAME)
                        .invoke(behind -> lag.set(behind == null ? 0 : behind))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /**
     * Sends what follows on what Kafka has, where this replica has the lease or gets it.
     *
     * @param at now, by the machine's clock
     * @return whether there may be more
     */
    public Uni<Boolean> sendOnce(Instant at) {
        return leased(at)
                .flatMap(held -> held == null ? Uni.createFrom().item(false) : send(held))
                .onFailure()
                .invoke(this::letGo);
    }

    /** Half of the lease is left for what is sent now: far more than a record may take. */
    private Uni<Lease> leased(Instant at) {
        if (lease != null && at.isBefore(lease.untilExclusive().minus(LEASE.dividedBy(2)))) {
            return Uni.createFrom().item(lease);
        }
        if (at.isBefore(askAgainAt)) {
            return Uni.createFrom().nullItem();
        }
        return transactions
                .run(tx -> cursors.claim(tx, NAME, holder, at, LEASE))
                .invoke(claimed -> hold(claimed, at));
    }

    private void hold(Lease claimed, Instant at) {
        if (claimed == null) {
            askAgainAt = at.plus(ASK_EVERY);
        }
        if (claimed == null || lease == null || claimed.epoch() != lease.epoch()) {
            ahead = List.of();
        }
        lease = claimed;
    }

    private Uni<Boolean> send(Lease held) {
        var read = ahead.isEmpty()
                ? events.after(pool, held.position(), BATCH)
                : Uni.createFrom().item(ahead);
        return read.flatMap(found -> {
            var wave = KafkaWave.of(found);
            if (wave.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            noteGap(held, wave.get(0));
            ahead = found.subList(wave.size(), found.size());
            return Uni.createFrom()
                    .voidItem()
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .invoke(() -> connected().send(wave))
                    .flatMap(sent -> move(held, wave.get(wave.size() - 1).position()));
        });
    }

    private Uni<Boolean> move(Lease held, long position) {
        return transactions
                .run(tx -> cursors.move(tx, NAME, held.epoch(), position))
                .map(moved -> {
                    if (moved) {
                        lease = held.movedTo(position);
                    } else {
                        letGo();
                    }
                    return moved;
                });
    }

    /** A position that does not follow on the one before says what was pruned meanwhile; a new sink misses nothing. */
    private void noteGap(Lease held, NumberedEvent next) {
        long gone = next.position() - held.position() - 1;
        if (gone > 0 && held.position() > 0) {
            LOG.errorf("%d events were pruned before Kafka had them; it goes on at %d", gone, next.position());
            missed.increment(gone);
        }
    }

    private synchronized KafkaPort connected() {
        if (port == null) {
            port = new KafkaPort(
                    config.bootstrapServers().orElseThrow(),
                    config.topic(),
                    config.producer(),
                    readEvents.source(),
                    json);
        }
        return port;
    }

    private synchronized void disconnect() {
        if (port != null) {
            port.close();
            port = null;
        }
    }

    /** After a failure, or when another replica took over: nothing of ours is sent any more. */
    private void letGo() {
        disconnect();
        ahead = List.of();
        lease = null;
    }
}
