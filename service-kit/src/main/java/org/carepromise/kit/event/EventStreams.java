package org.carepromise.kit.event;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.pump.PumpConfig;

/**
 * All who listen to this replica's stream. They share the tail's batches, each written once, and its heartbeat.
 *
 * <p>Gauge {@code carepromise_events_stream_clients}, counter {@code carepromise_events_stream_dropped_total}.
 */
@ApplicationScoped
class EventStreams {

    private final ReadEvents readEvents;
    private final EventTail tail;
    private final EventStreamConfig config;
    private final PumpConfig pumps;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Counter dropped;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Consumer<List<NumberedEvent>> listener = this::spread;
    private final Thread atExit = new Thread(this::endAll, "end-event-streams");

    EventStreams(
            ReadEvents readEvents,
            EventTail tail,
            EventStreamConfig config,
            PumpConfig pumps,
            ObjectMapper json,
            Vertx vertx,
            MeterRegistry meters) {
        this.readEvents = readEvents;
        this.tail = tail;
        this.config = config;
        this.pumps = pumps;
        this.json = json;
        this.vertx = vertx;
        this.dropped = Counter.builder("carepromise.events.stream.dropped")
                .description("Clients of the event stream that did not keep up")
                .register(meters);
        Gauge.builder("carepromise.events.stream.clients", streams, Set::size)
                .description("Clients that listen to the event stream of this replica")
                .register(meters);
    }

    // The platform waits for open exchanges before it tells anybody that it stops, and a stream would never end: so the
    // signal itself ends them. Clients resume at another replica.
    void start(@Observes StartupEvent started) {
        if (pumps.enabled()) {
            vertx.setPeriodic(config.heartbeatEvery().toMillis(), beat -> beat());
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        endAll();
    }

    /**
     * Answers a request with the stream, from a position on.
     *
     * @param request of which nothing was answered yet; the caller is on its event loop
     * @throws Problem {@code busy} where too many listen already
     */
    void open(HttpServerRequest request, EventSearch search, long position) {
        if (streams.size() >= config.clientsAtMost()) {
            throw Problem.of(HttpProblem.BUSY).retryAfter(5);
        }
        var stream = new EventStream(this, request, search, position, config.bufferedAtMost());
        opened(stream);
        stream.begin();
    }

    private synchronized void opened(EventStream stream) {
        streams.add(stream);
        tail.listen(listener);
    }

    synchronized void closed(EventStream stream) {
        streams.remove(stream);
        if (streams.isEmpty()) {
            tail.leave(listener);
        }
    }

    void countDropped() {
        dropped.increment();
    }

    /** Keeps quiet connections open, and notices the dead ones. */
    void beat() {
        streams.forEach(EventStream::beat);
    }

    long tailPosition() {
        return tail.position();
    }

    Uni<EventPage> read(EventSearch search, long after, int limit) {
        return readEvents.page(search, after, limit);
    }

    EventFrame frame(NumberedEvent event) {
        var text = text(event, false);
        var forService = event.data().containsKey(EventJson.CONTACT_KEY) ? text(event, true) : text;
        return new EventFrame(event, text, forService);
    }

    private void spread(List<NumberedEvent> batch) {
        var frames = batch.stream().map(this::frame).toList();
        streams.forEach(stream -> stream.offer(frames));
    }

    private void endAll() {
        streams.forEach(EventStream::end);
    }

    private Buffer text(NumberedEvent event, boolean forService) {
        try {
            var data = json.writeValueAsString(EventJson.of(event, readEvents.source(), forService));
            return Buffer.buffer("id: " + readEvents.cursor(event.position()) + "\nevent: " + event.type() + "\ndata: "
                    + data + "\n\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
