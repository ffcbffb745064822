package org.carepromise.gateway.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;

import org.carepromise.gateway.GatewayConfig;
import org.carepromise.gateway.route.ServiceLink;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Folds the services' clocks into one. */
@Singleton
class SandboxClock {

    /** Reading all takes a moment while they tick; who is farther behind than that has missed a move. */
    private static final Duration TICKING = Duration.ofSeconds(1);

    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final ServiceSandboxes services;
    private final Duration movesWithin;
    /** Moves go one behind the other, so that two of an hour make two hours. The sandbox has one gateway. */
    private Uni<Void> lastMove = Uni.createFrom().voidItem();

    SandboxClock(ServiceSandboxes services, GatewayConfig config) {
        this.services = services;
        this.movesWithin = config.clockMovesWithin();
    }

    Uni<Instant> read() {
        return readAll().flatMap(times -> {
            var latest = latest(times);
            var behind = new TreeMap<String, Instant>();
            times.forEach((service, time) ->
                    time.filter(now -> now.isBefore(latest.minus(TICKING))).ifPresent(now -> behind.put(service, now)));
            return behind.isEmpty()
                    ? Uni.createFrom().item(latest)
                    : post(latest, services.among(behind.keySet())).map(SandboxClock::allReached);
        });
    }

    Uni<Instant> move(ClockMove move) {
        synchronized (this) {
            var mine = lastMove.flatMap(before -> moveNow(move)).memoize().indefinitely();
            lastMove = mine.replaceWithVoid().onFailure().recoverWithNull();
            return mine;
        }
    }

    private Uni<Instant> moveNow(ClockMove move) {
        return readAll()
                .flatMap(times -> post(move.target(latest(times)), services.all()))
                .map(SandboxClock::allReached);
    }

    private Uni<Map<String, Optional<Instant>>> readAll() {
        return services.ask("GET", "clock", null, READ_WITHIN, services.all(), SandboxClock::now);
    }

    private Uni<Map<String, Optional<Instant>>> post(Instant to, Collection<ServiceLink> whom) {
        var body = JsonNodeFactory.instance.objectNode().put("to", to.toString());
        return services.ask("POST", "clock", body, movesWithin, whom, SandboxClock::now);
    }

    private static Instant now(JsonNode answer) {
        return Instant.parse(answer.path("now").asText());
    }

    private static Instant latest(Map<String, Optional<Instant>> times) {
        return times.values().stream()
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> Problem.of(HttpProblem.SERVICE_UNAVAILABLE, "No service tells its time.")
                        .retryAfter(1));
    }

    private static Instant allReached(Map<String, Optional<Instant>> times) {
        ServiceSandboxes.requireAll(times);
        return latest(times);
    }
}
