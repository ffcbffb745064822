package org.carepromise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A contract as it is stored in {@code contracts/}: what the gateway routes by and clients integrate through. It is
 * written by the code and compared with it in each build.
 */
public final class StoredContract {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private StoredContract() {}

    /**
     * Compares what the code serves with what is stored.
     *
     * @throws AssertionError with the command that stores it anew, where they differ
     */
    public static void assertIsStored(String service, String served) {
        var file = Path.of(System.getProperty("repository.root", ".."), "contracts", service + ".json");
        try {
            var text = JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(served), Object.class)) + "\n";
            if (Boolean.getBoolean("contracts.update")) {
                Files.writeString(file, text);
            } else if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                throw new AssertionError(
                        "contracts/" + service + ".json is not what the code serves; look at the change with"
                                + " mvn test -Dtest='*ContractTest' -Dsurefire.failIfNoSpecifiedTests=false -Dcontracts.update=true");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The stored contract of a service. */
    public static JsonNode read(String service) {
        try {
            return JSON.readTree(Path.of(System.getProperty("repository.root", ".."), "contracts", service + ".json")
                    .toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
