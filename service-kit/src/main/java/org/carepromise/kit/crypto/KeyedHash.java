package org.carepromise.kit.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * HMAC-SHA-256 under the product's one hash key: finds equal phones and names without keeping them, and lets nobody who
 * reads the table try all phone numbers against it.
 */
@Singleton
public class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    @Inject
    KeyedHash(KeysConfig config) {
        this(config.directory());
    }

    KeyedHash(Path directory) {
        var file = directory.resolve("hash.key");
        try {
            var bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length < KEY_BYTES) {
                throw new IllegalStateException(
                        "carepromise.keys.directory has a hash key shorter than " + KEY_BYTES + " bytes: " + file);
            }
            key = new SecretKeySpec(bytes, ALGORITHM);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException("carepromise.keys.directory has no usable hash key: " + file, unusable);
        }
    }

    /**
     * @param purpose keeps hashes of one use apart from those of another
     * @return 32 bytes
     */
    public byte[] of(String purpose, byte[] value) {
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

    /** The same in text, for keys that people and other services compare: 43 characters of URL-safe base64. */
    public String text(String purpose, String value) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(of(purpose, value.getBytes(StandardCharsets.UTF_8)));
    }
}
