package org.carepromise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

import org.carepromise.kit.access.Claims;
import org.carepromise.kit.access.Role;

/** Bearer tokens as a sandbox's gateway signs them. */
public final class Tokens {

    private Tokens() {}

    public static String patient(String id, String... proxyFor) {
        return sign(
                of(Role.PATIENT, "user-" + id).claim(Claims.PATIENT_ID, id).claim(Claims.PROXY_FOR, List.of(proxyFor)));
    }

    public static String portal() {
        return sign(of(Role.PORTAL, "portal"));
    }

    /** A member of staff who sees these sites. */
    public static String staff(String role, String... sites) {
        return sign(of(role, role + "-1").claim(Claims.SITES, List.of(sites)));
    }

    public static String admin() {
        return staff(Role.ADMIN, "*");
    }

    /** A token to be changed before it is signed. */
    public static JwtClaimsBuilder of(String role, String subject) {
        return Jwt.claims()
                .issuer("carepromise-sandbox")
                .audience("carepromise")
                .subject(subject)
                .claim(Claims.ROLES, List.of(role))
                .expiresIn(3_600);
    }

    public static String sign(JwtClaimsBuilder claims) {
        return claims.sign(privateKey());
    }

    /** For a token that no builder would make. */
    public static PrivateKey privateKey() {
        try {
            var pem = Files.readString(RealParts.keys().tokenPrivateKey())
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }
}
