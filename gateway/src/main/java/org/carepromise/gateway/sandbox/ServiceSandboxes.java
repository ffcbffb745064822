package org.carepromise.gateway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.jboss.logging.Logger;

import org.carepromise.gateway.contract.Contract;
import org.carepromise.gateway.contract.Contracts;
import org.carepromise.gateway.route.ServiceLink;
import org.carepromise.gateway.route.ServiceLinks;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Asks the services' own sandboxes, all at once. */
@Singleton
class ServiceSandboxes {

    private static final Logger LOG = Logger.getLogger(ServiceSandboxes.class);

    private final List<ServiceLink> taking;
    private final SandboxTokens tokens;
    private final ObjectMapper json;

    ServiceSandboxes(ServiceLinks links, Contracts contracts, SandboxTokens tokens, ObjectMapper json) {
        var withSandbox = contracts.all().stream()
                .filter(contract -> contract.has(path(contract.service(), "clock")))
                .map(Contract::service)
                .toList();
        this.taking = links.all().stream()
                .filter(link -> withSandbox.contains(link.service()))
                .toList();
        this.tokens = tokens;
        this.json = json;
    }

    /** Those that have a sandbox in their contract, and an address. */
    Collection<ServiceLink> all() {
        return taking;
    }

    Collection<ServiceLink> among(Set<String> names) {
        return taking.stream().filter(link -> names.contains(link.service())).toList();
    }

    /**
     * Asks each for {@code /v1/<its name>/sandbox/<what>}.
     *
     * @return what each answered, by name; empty for those that did not answer 200 in time
     */
    <T> Uni<Map<String, Optional<T>>> ask(
            String method,
            String what,
            JsonNode body,
            Duration within,
            Collection<ServiceLink> whom,
            Function<JsonNode, T> read) {
        if (whom.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Uni<Map.Entry<String, Optional<T>>>> answers = whom.stream()
                .map(link -> ask(link, method, what, body, within, read))
                .toList();
        return Uni.join().all(answers).andFailFast().map(entries -> {
            Map<String, Optional<T>> byService = new TreeMap<>();
            entries.forEach(entry -> byService.put(entry.getKey(), entry.getValue()));
            return byService;
        });
    }

    private <T> Uni<Map.Entry<String, Optional<T>>> ask(
            ServiceLink link, String method, String what, JsonNode body, Duration within, Function<JsonNode, T> read) {
        var path = path(link.service(), what);
        var sent = body == null ? null : Buffer.buffer(body.toString());
        return Uni.createFrom()
                .completionStage(
                        () -> link.call(HttpMethod.valueOf(method), path, tokens.ownToken(), sent, within.toMillis())
                                .toCompletionStage())
                .map(answer -> {
                    if (answer.status() != 200) {
                        throw new IllegalStateException("status " + answer.status());
                    }
                    return Map.entry(link.service(), Optional.of(read.apply(parse(answer.body()))));
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "%s did not answer %s %s: %s",
                            link.service(), method, path, failure.getClass().getSimpleName());
                    return Map.entry(link.service(), Optional.empty());
                });
    }

    private static String path(String service, String what) {
        return "/v1/" + service + "/sandbox/" + what;
    }

    private JsonNode parse(Buffer body) {
        try {
            return json.readTree(body.getBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws Problem {@code service-unavailable} naming those that did not answer */
    static void requireAll(Map<String, ? extends Optional<?>> answers) {
        var missing = answers.entrySet().stream()
                .filter(answer -> answer.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.of(
                            HttpProblem.SERVICE_UNAVAILABLE,
                            "Not all services have answered: " + String.join(", ", missing)
                                    + ". The others have; it catches up when it is back.")
                    .with("services", missing)
                    .retryAfter(1);
        }
    }
}
