package org.carepromise.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens put together by hand, so that they can be wrong in one place. */
public final class Tokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Tokens() {}

    public static String of(String role) {
        var claims = claims();
        claims.put("roles", List.of(role));
        return signed(Map.of("alg", "RS256", "typ", "JWT"), claims);
    }

    /** The claims of a good token. */
    public static Map<String, Object> claims() {
        var now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "carepromise-sandbox");
        claims.put("aud", "carepromise");
        claims.put("sub", "agent-ana");
        claims.put("roles", List.of("agent"));
        claims.put("iat", now);
        claims.put("exp", now + 600);
        return claims;
    }

    public static String signed(Map<String, ?> header, Map<String, ?> claims) {
        return signed(header, claims, privateKey(), "SHA256withRSA");
    }

    public static String signed(Map<String, ?> header, Map<String, ?> claims, PrivateKey key, String algorithm) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(unsigned(header, claims).getBytes(StandardCharsets.US_ASCII));
            return unsigned(header, claims) + "." + encoded(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String unsigned(Map<String, ?> header, Map<String, ?> claims) {
        try {
            return encoded(JSON.writeValueAsBytes(header)) + "." + encoded(JSON.writeValueAsBytes(claims));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey privateKey() {
        try {
            var pem = Files.readString(Path.of(setting("carepromise.keys.directory"), "token-private.pem"));
            var bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
