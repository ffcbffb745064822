package org.carepromise.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.util.ClassPathUtils;
import org.jboss.logging.Logger;

import org.carepromise.gateway.GatewayConfig;

/**
 * Every contract that the gateway was built with. They are artefacts: there also while their service is down, and what
 * stands in none of them cannot be reached.
 */
@Singleton
public class Contracts {

    private static final Logger LOG = Logger.getLogger(Contracts.class);
    private static final String FILE_TYPE = ".json";
    /** Where the platform puts the contract of this very code while it is built. */
    private static final String OWN = "META-INF/quarkus-generated-openapi-doc.JSON";

    private final SortedMap<String, Contract> byService = new TreeMap<>();

    Contracts(GatewayConfig config, ObjectMapper json) {
        read(config.contracts(), json);
        byService.put(GatewayConfig.OWN_NAME, own(json));
        LOG.infof("contracts: %s", String.join(", ", byService.keySet()));
    }

    private void read(String folder, ObjectMapper json) {
        try {
            ClassPathUtils.consumeAsPaths(
                    Thread.currentThread().getContextClassLoader(), folder, found -> readAll(found, json));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the contracts cannot be read: " + folder, unreadable);
        }
    }

    private void readAll(Path folder, ObjectMapper json) {
        try (var files = Files.list(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = file.getFileName().toString();
                if (name.endsWith(FILE_TYPE)) {
                    var service = name.substring(0, name.length() - FILE_TYPE.length());
                    byService.put(service, new Contract(service, object(json, Files.readAllBytes(file), name)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the contracts cannot be read: " + folder, unreadable);
        }
    }

    private static Contract own(ObjectMapper json) {
        try (var document = Thread.currentThread().getContextClassLoader().getResourceAsStream(OWN)) {
            if (document == null) {
                throw new IllegalStateException("the gateway was built without its own contract: " + OWN);
            }
            return new Contract(GatewayConfig.OWN_NAME, object(json, document.readAllBytes(), OWN));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode object(ObjectMapper json, byte[] bytes, String name) throws IOException {
        if (json.readTree(bytes) instanceof ObjectNode document) {
            return document;
        }
        throw new IllegalStateException("not an OpenAPI document: " + name);
    }

    /** By name of service. */
    public Collection<Contract> all() {
        return byService.values();
    }
}
