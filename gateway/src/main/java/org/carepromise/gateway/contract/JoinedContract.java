package org.carepromise.gateway.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * One contract out of many. What several services call alike and describe alike stands there once. What they call alike
 * and describe differently gets the service's name in front, in each of them: nothing is dropped silently, and the result
 * does not depend on an order.
 */
final class JoinedContract {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String COMPONENTS = "components";
    private static final String OPERATION_ID = "operationId";
    private static final String REFERENCE = "$ref";
    /** They are named by requirements, not by references, so they can't be renamed the same way. */
    private static final String SECURITY_SCHEMES = "securitySchemes";

    private JoinedContract() {}

    /**
     * Joins the contracts.
     *
     * @param info the {@code info} of the result
     * @throws IllegalStateException where two services claim one path, or differ in how they are secured
     */
    static ObjectNode of(Collection<Contract> contracts, ObjectNode info) {
        var documents = new TreeMap<String, ObjectNode>();
        contracts.forEach(each -> documents.put(each.service(), each.document().deepCopy()));
        while (renameWhatDiffers(documents)) {
            // a renamed schema makes those differ that refer to it
        }
        renameDoubledOperations(documents);

        var joined = NODES.objectNode();
        joined.put("openapi", "3.1.0");
        joined.set("info", info);
        joined.set("tags", tags(documents.values()));
        joined.set("paths", paths(documents));
        joined.set(COMPONENTS, components(documents));
        return joined;
    }

    private static boolean renameWhatDiffers(Map<String, ObjectNode> documents) {
        var first = new LinkedHashMap<String, JsonNode>();
        var differing = new TreeSet<String>();
        documents.forEach((service, document) -> eachComponent(document, (section, name, value) -> {
            var known = first.putIfAbsent(section + "/" + name, value);
            if (known != null && !known.equals(value)) {
                if (section.equals(SECURITY_SCHEMES)) {
                    throw new IllegalStateException("the contracts secure their operations differently: " + name);
                }
                differing.add(section + "/" + name);
            }
        }));
        documents.forEach((service, document) -> differing.forEach(place -> rename(document, place, service)));
        return !differing.isEmpty();
    }

    private static void rename(ObjectNode document, String place, String service) {
        var section = place.substring(0, place.indexOf('/'));
        var name = place.substring(section.length() + 1);
        if (!(document.path(COMPONENTS).path(section) instanceof ObjectNode components) || !components.has(name)) {
            return;
        }
        var newName = prefixed(service, name);
        if (components.has(newName)) {
            throw new IllegalStateException("the contract of " + service + " has both " + name + " and " + newName);
        }
        components.set(newName, components.remove(name));
        var before = "#/" + COMPONENTS + "/" + section + "/" + name;
        var after = "#/" + COMPONENTS + "/" + section + "/" + newName;
        rewriteReferences(document, reference -> reference.equals(before) ? after : reference);
    }

    private static void rewriteReferences(JsonNode node, UnaryOperator<String> rule) {
        if (node instanceof ObjectNode object) {
            if (object.get(REFERENCE) instanceof TextNode reference) {
                object.put(REFERENCE, rule.apply(reference.textValue()));
            }
            if (object.get("mapping") instanceof ObjectNode mapping) {
                mapping.fieldNames().forEachRemaining(key -> {
                    if (mapping.get(key).isTextual()) {
                        mapping.put(key, rule.apply(mapping.get(key).textValue()));
                    }
                });
            }
        }
        node.forEach(child -> rewriteReferences(child, rule));
    }

    /** What the kit gives to every service has the same id in each, while a client wants one method for each. */
    private static void renameDoubledOperations(Map<String, ObjectNode> documents) {
        var seen = new HashSet<String>();
        var doubled = new HashSet<String>();
        documents
                .values()
                .forEach(document -> eachOperation(document, operation -> {
                    var id = operation.path(OPERATION_ID).asText();
                    if (!seen.add(id)) {
                        doubled.add(id);
                    }
                }));
        documents.forEach((service, document) -> eachOperation(document, operation -> {
            var id = operation.path(OPERATION_ID).asText();
            if (doubled.contains(id)) {
                operation.put(OPERATION_ID, service + capitalised(id));
            }
        }));
    }

    private static ArrayNode tags(Collection<ObjectNode> documents) {
        var byName = new TreeMap<String, JsonNode>();
        documents.forEach(document -> document.path("tags")
                .forEach(tag -> byName.putIfAbsent(tag.path("name").asText(), tag)));
        return NODES.arrayNode().addAll(byName.values());
    }

    private static ObjectNode paths(Map<String, ObjectNode> documents) {
        var paths = new TreeMap<String, JsonNode>();
        var owners = new LinkedHashMap<String, String>();
        documents.forEach(
                (service, document) -> document.path("paths").properties().forEach(path -> {
                    var other = owners.putIfAbsent(path.getKey(), service);
                    if (other != null) {
                        throw new IllegalStateException(
                                path.getKey() + " is claimed by " + other + " and by " + service);
                    }
                    paths.put(path.getKey(), path.getValue());
                }));
        return NODES.objectNode().setAll(paths);
    }

    private static ObjectNode components(Map<String, ObjectNode> documents) {
        var sections = new TreeMap<String, TreeMap<String, JsonNode>>();
        documents
                .values()
                .forEach(document -> eachComponent(
                        document, (section, name, value) -> sections.computeIfAbsent(section, any -> new TreeMap<>())
                                .put(name, value)));
        var components = NODES.objectNode();
        sections.forEach(
                (section, named) -> components.set(section, NODES.objectNode().setAll(named)));
        return components;
    }

    private interface ComponentVisitor {
        void visit(String section, String name, JsonNode value);
    }

    private static void eachComponent(ObjectNode document, ComponentVisitor visitor) {
        document.path(COMPONENTS).properties().forEach(section -> section.getValue()
                .properties()
                .forEach(named -> visitor.visit(section.getKey(), named.getKey(), named.getValue())));
    }

    private interface OperationVisitor {
        void visit(ObjectNode operation);
    }

    private static void eachOperation(ObjectNode document, OperationVisitor visitor) {
        List<ObjectNode> operations = new ArrayList<>();
        document.path("paths").forEach(item -> item.properties().forEach(method -> {
            if (METHODS.contains(method.getKey()) && method.getValue() instanceof ObjectNode operation) {
                operations.add(operation);
            }
        }));
        operations.forEach(visitor::visit);
    }

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private static String prefixed(String service, String name) {
        return capitalised(service) + name;
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
