package org.carepromise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Puts a second hash key beside that of {@link RealParts}: the service runs as in the midst of a change of keys. */
public final class HashKeyChange implements QuarkusTestResourceLifecycleManager {

    private static final byte[] PREVIOUS = "the hash key before this one, of 32 bytes or more".getBytes();

    private Path file;

    /** Behind the resource that makes the folder. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        file = RealParts.keys().folder().resolve("hash-previous.key");
        try {
            Files.writeString(file, Base64.getEncoder().encodeToString(PREVIOUS));
            return Map.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
