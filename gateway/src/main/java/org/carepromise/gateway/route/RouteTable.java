package org.carepromise.gateway.route;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import org.carepromise.gateway.contract.Contract;

/**
 * Which service answers what, read from the contracts: what stands in none of them cannot be reached. A path that stands
 * there in so many words wins over one with a parameter in that place (OpenAPI 3.1 §4.8.8.2).
 */
final class RouteTable {

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH");
    /** Unless the contract says more: 1 MiB. */
    private static final long JSON_BODY = 1024 * 1024;
    /** How an operation that takes more, such as a file, says so in its contract. */
    private static final String LARGER_BODY = "x-max-body-bytes";

    /**
     * An operation of a service.
     *
     * @param largestBody in bytes
     */
    record Operation(String service, String path, long largestBody) {}

    /** A known path; which methods it takes is another question. */
    record Place(String path, Map<String, Operation> operations) {

        /** GET stands for HEAD too: services answer it without being asked to in the contract. */
        Optional<Operation> operation(String method) {
            var asked = operations.get(method);
            return Optional.ofNullable(asked == null && method.equals("HEAD") ? operations.get("GET") : asked);
        }

        /** The value of {@code Allow}. */
        String allowed() {
            var methods = new TreeSet<>(operations.keySet());
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return String.join(", ", methods);
        }
    }

    private static final class Branch {
        private final Map<String, Branch> words = new HashMap<>();
        private Branch parameter;
        private String service;
        private Place place;
    }

    private final Branch root = new Branch();

    private RouteTable() {}

    /** @throws IllegalStateException where two services claim one path, naming both */
    static RouteTable of(Collection<Contract> contracts) {
        var table = new RouteTable();
        for (var contract : contracts) {
            contract.document()
                    .path("paths")
                    .properties()
                    .forEach(path -> table.add(contract.service(), path.getKey(), path.getValue()));
        }
        return table;
    }

    private void add(String service, String path, JsonNode item) {
        var branch = root;
        for (var segment : path.substring(1).split("/")) {
            if (!segment.contains("{")) {
                branch = branch.words.computeIfAbsent(segment, word -> new Branch());
            } else if (segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1) {
                branch.parameter = branch.parameter == null ? new Branch() : branch.parameter;
                branch = branch.parameter;
            } else {
                throw new IllegalStateException("a parameter has to be a whole segment: " + service + " " + path);
            }
        }
        if (branch.service != null) {
            throw new IllegalStateException(path + " is claimed by " + branch.service + " and by " + service);
        }
        branch.service = service;
        var operations = new HashMap<String, Operation>();
        item.properties().forEach(field -> {
            var method = field.getKey().toUpperCase(Locale.ROOT);
            if (METHODS.contains(method)) {
                var largest = field.getValue().path(LARGER_BODY).asLong(JSON_BODY);
                operations.put(method, new Operation(service, path, largest));
            }
        });
        branch.place = new Place(path, Map.copyOf(operations));
    }

    /** @param segments the parts of the path, still encoded */
    Optional<Place> find(List<String> segments) {
        return Optional.ofNullable(find(root, segments, 0));
    }

    private static Place find(Branch branch, List<String> segments, int at) {
        if (at == segments.size()) {
            return branch.place;
        }
        var segment = segments.get(at);
        if (segment.isEmpty()) {
            return null;
        }
        var word = branch.words.get(segment);
        var found = word == null ? null : find(word, segments, at + 1);
        if (found == null && branch.parameter != null) {
            found = find(branch.parameter, segments, at + 1);
        }
        return found;
    }
}
