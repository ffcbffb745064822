package org.carepromise.kit.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProductionRulesTest {

    private static final String ISSUER = "quarkus.oidc.auth-server-url";

    @TempDir
    private Path folder;

    @Test
    void aProviderAndOnesOwnKeysAreSafe() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @Test
    void theSandboxIsRefusedByTheNameOfItsProperty() {
        assertThat(faults(Map.of("carepromise.sandbox.enabled", "true")))
                .singleElement()
                .asString()
                .startsWith("carepromise.sandbox.enabled ");
    }

    @Test
    void aMissingProviderIsRefused() {
        assertThat(ProductionRules.faults(name -> Optional.empty(), folder -> false))
                .singleElement()
                .asString()
                .startsWith(ISSUER);
    }

    @Test
    void aFixedKeyIsRefused() {
        assertThat(faults(Map.of("quarkus.oidc.public-key", "MIIB")))
                .singleElement()
                .asString()
                .contains("public-key");
    }

    @Test
    void webhooksThatAreReadableOrReachIntoTheNetworkAreRefused() {
        for (var name :
                List.of("carepromise.webhooks.allow-insecure", "carepromise.webhooks.allow-private-addresses")) {
            assertThat(faults(Map.of(name, "true"))).singleElement().asString().startsWith(name + " ");
            assertThat(faults(Map.of(name, "false"))).isEmpty();
        }
    }

    @Test
    void aSandboxsKeysAreRefused() throws IOException {
        Files.createFile(folder.resolve("token-private.pem"));
        assertThat(faults(Map.of())).singleElement().asString().startsWith("carepromise.keys.directory ");
    }

    private List<String> faults(Map<String, String> changes) {
        var settings = new HashMap<>(
                Map.of(ISSUER, "https://id.example.org", "carepromise.keys.directory", folder.toString()));
        settings.putAll(changes);
        return ProductionRules.faults(name -> Optional.ofNullable(settings.get(name)), SandboxGuard::holdsSandboxKeys);
    }
}
