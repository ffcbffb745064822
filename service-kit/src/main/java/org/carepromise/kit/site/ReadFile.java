package org.carepromise.kit.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration file as it lies on this machine now.
 *
 * @param kind {@code sites} or {@code policies}
 * @param path where it lies
 * @param text what it says; empty where it can't be read
 */
record ReadFile(String kind, Path path, Optional<String> text) {

    static ReadFile at(String kind, Path path) {
        try {
            return new ReadFile(kind, path, Optional.of(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            return new ReadFile(kind, path, Optional.empty());
        }
    }

    /** As a refusal names it: by its property and its path. */
    String name() {
        return "carepromise." + kind + ".file: " + path;
    }
}
