package org.carepromise.gateway.contract;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import org.carepromise.gateway.GatewayConfig;
import org.carepromise.gateway.GatewayProblem;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.ProblemCode;

/** Every code with which anything here refuses: those of the contracts' examples, and those of the gateway itself. */
@Singleton
class ProblemCatalogue {

    /**
     * One code.
     *
     * @param services who refuses with it, by name
     */
    record Entry(String code, int status, String title, SortedSet<String> services) {}

    private final Map<String, Entry> byCode = new TreeMap<>();

    ProblemCatalogue(Contracts contracts) {
        for (var contract : contracts.all()) {
            for (var example : contract.document().path("components").path("examples")) {
                var value = example.path("value");
                if (value.hasNonNull("code")) {
                    add(value, contract.service());
                }
            }
        }
        for (var code : HttpProblem.values()) {
            add(code);
        }
        for (var code : GatewayProblem.values()) {
            add(code);
        }
    }

    private void add(JsonNode example, String service) {
        var code = example.path("code").asText();
        byCode.computeIfAbsent(
                        code,
                        any -> new Entry(
                                code,
                                example.path("status").asInt(),
                                example.path("title").asText(),
                                new TreeSet<>()))
                .services()
                .add(service);
    }

    private void add(ProblemCode code) {
        byCode.computeIfAbsent(code.code(), any -> new Entry(code.code(), code.status(), code.title(), new TreeSet<>()))
                .services()
                .add(GatewayConfig.OWN_NAME);
    }

    Optional<Entry> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }
}
