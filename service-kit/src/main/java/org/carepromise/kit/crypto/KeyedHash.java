package org.carepromise.kit.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

/**
 * HMAC-SHA-256 under the product's hash key: finds equal phones and names without keeping them, and lets nobody who
 * reads the table try all phone numbers against it.
 *
 * <p>What is written is always under {@code hash.key}. While that key is being changed there is {@code hash-previous.key}
 * beside it, and what is stored may be under either: whoever looks something up asks for {@link #lookups}, whoever compares asks
 * {@link #matches} (docs/operate/keys.md).
 */
@Startup
@Singleton
public class KeyedHash {

    private static final String CURRENT = "hash.key";
    private static final String PREVIOUS = "hash-previous.key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec current;
    private final Optional<SecretKeySpec> other;

    @Inject
    KeyedHash(KeysConfig config) {
        this(config.directory());
    }

    KeyedHash(Path directory) {
        current = key(directory.resolve(CURRENT));
        other = Optional.of(directory.resolve(PREVIOUS)).filter(Files::exists).map(file -> distinct(key(file), file));
    }

    /**
     * The hash to write.
     *
     * @param purpose keeps hashes of one use apart from those of another
     * @return 32 bytes
     */
    public byte[] of(String purpose, byte[] value) {
        return hashed(current, purpose, value);
    }

    /** The same in text, for keys that people and other services compare: 43 characters of URL-safe base64. */
    public String text(String purpose, String value) {
        return text(current, purpose, value);
    }

    /**
     * Every text under which this value may be stored: that of {@link #text} first, and where the hash key is being changed
     * that under the other key.
     *
     * @return one or two, in the same order for every purpose
     */
    public List<String> lookups(String purpose, String value) {
        return keys().map(key -> text(key, purpose, value)).toList();
    }

    /** Whether what {@link #of} made of this value, under any key that is in use, is what is stored. */
    public boolean matches(String purpose, byte[] value, byte[] stored) {
        return keys().anyMatch(key -> MessageDigest.isEqual(hashed(key, purpose, value), stored));
    }

    /** Whether the key is being changed: what is stored may be under either of two keys. */
    public boolean isChanging() {
        return other.isPresent();
    }

    private Stream<SecretKeySpec> keys() {
        return Stream.concat(Stream.of(current), other.stream());
    }

    private static String text(SecretKeySpec key, String purpose, String value) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hashed(key, purpose, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hashed(SecretKeySpec key, String purpose, byte[] value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Judged by what they make: HMAC fills a short key up with zeros, so that different bytes may be one key. */
    private SecretKeySpec distinct(SecretKeySpec key, Path file) {
        if (MessageDigest.isEqual(hashed(key, "", new byte[0]), hashed(current, "", new byte[0]))) {
            throw new IllegalStateException(
                    "carepromise.keys.directory has the key of " + CURRENT + " a second time: " + file);
        }
        return key;
    }

    private static SecretKeySpec key(Path file) {
        try {
            var bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length < KEY_BYTES) {
                throw new IllegalStateException(
                        "carepromise.keys.directory has a hash key shorter than " + KEY_BYTES + " bytes: " + file);
            }
            return new SecretKeySpec(bytes, ALGORITHM);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException("carepromise.keys.directory has no usable hash key: " + file, unusable);
        }
    }
}
