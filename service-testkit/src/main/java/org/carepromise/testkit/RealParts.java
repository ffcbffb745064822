package org.carepromise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import org.carepromise.launcher.EmbeddedDatabase;
import org.carepromise.launcher.SandboxKeys;
import org.carepromise.launcher.ServiceDatabase;

/**
 * The real parts that a service's tests run on, started once a module: a PostgreSQL with the roles of production, keys,
 * and the tests' sites and policies. Use it with {@code @WithTestResource(value = RealParts.class, scope = GLOBAL, initArgs =
 * @ResourceArg(name = "service", value = "scheduling"))}.
 */
public final class RealParts implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedDatabase database;
    private static ServiceDatabase serviceDatabase;
    private static SandboxKeys keys;

    private String service;
    private Path folder;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.get("service");
    }

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createDirectories(
                    Path.of("target", "real-parts", service).toAbsolutePath());
            keys = SandboxKeys.in(folder.resolve("keys"));
            database = EmbeddedDatabase.throwaway();
            serviceDatabase = database.createService(service);
            var settings = new HashMap<>(serviceDatabase.settings());
            settings.put("carepromise.keys.directory", keys.folder().toString());
            settings.put("carepromise.sites.file", file("sites.yaml").toString());
            settings.put("carepromise.policies.file", file("policies.yaml").toString());
            settings.put("quarkus.oidc.public-key", keys.publicKeyOneLine());
            return settings;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A copy of its own, which a test may change while the service runs. */
    private Path file(String name) throws IOException {
        var copy = folder.resolve(name);
        try (var source = RealParts.class.getResourceAsStream("/test-" + name)) {
            Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
    }

    /** The database as the service sees it, for looking behind the API. */
    public static ServiceDatabase database() {
        return serviceDatabase;
    }

    /** The server, for what only its superuser may do: tampering in tests of what notices it. */
    public static EmbeddedDatabase server() {
        return database;
    }

    static SandboxKeys keys() {
        return keys;
    }
}
