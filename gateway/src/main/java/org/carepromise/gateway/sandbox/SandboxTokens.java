package org.carepromise.gateway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.build.Jwt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.carepromise.gateway.GatewayConfig;
import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.sandbox.SandboxGuard;

/** Signs tokens with the claims that production's have, by the sandbox's key. */
@Singleton
class SandboxTokens {

    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String ISSUER = "carepromise-sandbox";
    private static final String AUDIENCE = "carepromise";
    private static final String DIRECTORY = "carepromise.keys.directory";
    private static final String KEY = "token-private.pem";

    private final SandboxGuard sandbox;
    private final Optional<Path> directory;
    private PrivateKey key;

    SandboxTokens(SandboxGuard sandbox, @ConfigProperty(name = DIRECTORY) Optional<Path> directory) {
        this.sandbox = sandbox;
        this.directory = directory;
    }

    void readKey(@Observes StartupEvent start) {
        if (sandbox.enabled()) {
            key = read(directory
                    .orElseThrow(() -> new IllegalStateException(DIRECTORY + " is missing: the folder of " + KEY))
                    .resolve(KEY));
        }
    }

    private static PrivateKey read(Path file) {
        try {
            var armoured = Files.readString(file);
            var base64 = armoured.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            // the cause is left out: it may quote the key
            throw new IllegalStateException(DIRECTORY + " has no RSA key in PKCS#8 named " + file.getFileName() + " ("
                    + unusable.getClass().getSimpleName() + ")");
        }
    }

    /** A token for whoever is described; what is absent stays absent. */
    String sign(
            String subject,
            String role,
            Optional<String> patientId,
            Collection<String> proxyFor,
            Collection<String> sites,
            Collection<String> pools) {
        var token =
                Jwt.claims().issuer(ISSUER).audience(AUDIENCE).subject(subject).claim(Claims.ROLES, List.of(role));
        patientId.ifPresent(id -> token.claim(Claims.PATIENT_ID, id));
        addUnlessEmpty(token, Claims.PROXY_FOR, proxyFor);
        addUnlessEmpty(token, Claims.SITES, sites);
        addUnlessEmpty(token, Claims.POOLS, pools);
        return token.expiresIn(LIFETIME).sign(key);
    }

    /** For the gateway's own calls to the services' sandboxes. */
    String ownToken() {
        return sign(GatewayConfig.OWN_NAME, Role.SERVICE, Optional.empty(), Set.of(), Set.of(), Set.of());
    }

    private static void addUnlessEmpty(
            io.smallrye.jwt.build.JwtClaimsBuilder token, String claim, Collection<String> names) {
        if (!names.isEmpty()) {
            token.claim(claim, List.copyOf(names));
        }
    }
}
