package org.carepromise.gateway.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a service says it does.
 *
 * @param service its name
 * @param document its OpenAPI 3.1 document
 */
public record Contract(String service, ObjectNode document) {

    public boolean has(String path) {
        return document.path("paths").has(path);
    }
}
