package org.carepromise.kit.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.build.Jwt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.crypto.KeysConfig;
import org.carepromise.kit.sandbox.SandboxGuard;

/**
 * The bearer token of role {@code service} by which a service calls another: from a file that the operator renews ({@code
 * carepromise.service-token.file}, read for each call), or a sandbox's own.
 */
@ApplicationScoped
public class ServiceToken {

    private static final String SANDBOX_KEY = "token-private.pem";
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Optional<Path> file;
    private final Optional<Path> sandboxKey;

    private final String service;

    ServiceToken(
            @ConfigProperty(name = "carepromise.service-token.file") Optional<Path> file,
            @ConfigProperty(name = "quarkus.application.name") String service,
            SandboxGuard sandbox,
            KeysConfig keys) {
        this.file = file;
        this.service = service;
        this.sandboxKey = sandbox.enabled() ? Optional.of(keys.directory().resolve(SANDBOX_KEY)) : Optional.empty();
    }

    /** Without one the other service refuses, which is told as any refusal. */
    public String get() {
        try {
            if (file.isPresent()) {
                return Files.readString(file.get()).strip();
            }
            return sandboxKey.isPresent() ? signedWith(sandboxKey.get()) : "";
        } catch (IOException | GeneralSecurityException unusable) {
            return "";
        }
    }

    private String signedWith(Path pem) throws IOException, GeneralSecurityException {
        var base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        return Jwt.claims()
                .issuer("carepromise-sandbox")
                .audience("carepromise")
                .subject("carepromise-" + service)
                .claim(Claims.ROLES, List.of(Role.SERVICE))
                .claim(Claims.SITES, List.of("*"))
                .expiresIn(LIFETIME)
                .sign(key);
    }
}
