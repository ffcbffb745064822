package org.carepromise.messaging.emergency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.jwt.build.Jwt;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.crypto.KeysConfig;
import org.carepromise.kit.sandbox.SandboxGuard;
import org.carepromise.messaging.MessagingConfig;

/** The bearer token by which this service calls others: from a file that the operator renews, or a sandbox's own. */
@ApplicationScoped
class ServiceToken {

    private static final String SANDBOX_KEY = "token-private.pem";
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final SandboxGuard sandbox;
    private final Path keys;
    private final Optional<Path> file;

    ServiceToken(SandboxGuard sandbox, KeysConfig keys, MessagingConfig config) {
        this.sandbox = sandbox;
        this.keys = keys.directory();
        this.file = config.callbacks().tokenFile();
    }

    /** @return empty where there is none: then the other service refuses, and that is told */
    Optional<String> get() {
        try {
            if (file.isPresent()) {
                return Optional.of(Files.readString(file.get()).strip());
            }
            return sandbox.enabled() ? Optional.of(signed(key())) : Optional.empty();
        } catch (IOException | GeneralSecurityException unusable) {
            return Optional.empty();
        }
    }

    private static String signed(PrivateKey key) {
        return Jwt.claims()
                .issuer("carepromise-sandbox")
                .audience("carepromise")
                .subject("carepromise-messaging")
                .claim(Claims.ROLES, List.of(Role.SERVICE))
                .claim(Claims.SITES, List.of("*"))
                .expiresIn(LIFETIME)
                .sign(key);
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        var base64 = Files.readString(keys.resolve(SANDBOX_KEY))
                .replaceAll("-----[A-Z ]+-----", "")
                .replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
