package org.carepromise.kit.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;

/**
 * Encrypts what a patient told us before it reaches the database, with the primary key of a rotating Tink keyset; older
 * keys of the set still decrypt. Each text is bound to its place, so that a row's cipher cannot be moved to another row.
 */
@Singleton
public class Vault {

    /** A version byte and the four bytes of the key's id. */
    private static final int KEY_PREFIX = 5;

    private final Aead aead;
    private final byte[] current;

    @Inject
    Vault(KeysConfig config) {
        this(config.directory());
    }

    Vault(Path directory) {
        var file = directory.resolve("keyset.json");
        try {
            AeadConfig.register();
            aead = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
            current = Arrays.copyOf(aead.encrypt(new byte[0], new byte[0]), KEY_PREFIX);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException("carepromise.keys.directory has no usable Tink keyset: " + file, unusable);
        }
    }

    /** @param place table, column and key of the row, such as {@code appointment.patient:<id>} */
    public byte[] encrypt(String text, String place) {
        try {
            return aead.encrypt(text.getBytes(StandardCharsets.UTF_8), place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot encrypt", failure);
        }
    }

    /**
     * @param place as it was encrypted for
     * @throws IllegalStateException where the cipher was not made for this place, or its key is gone
     */
    public String decrypt(byte[] cipher, String place) {
        try {
            return new String(aead.decrypt(cipher, place.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("cannot decrypt what is stored at this place", failure);
        }
    }

    /** Whether it is encrypted with the primary key, by the key's id that Tink puts in front of each cipher. */
    boolean isCurrent(byte[] cipher) {
        return cipher.length >= KEY_PREFIX && Arrays.equals(cipher, 0, KEY_PREFIX, current, 0, KEY_PREFIX);
    }
}
