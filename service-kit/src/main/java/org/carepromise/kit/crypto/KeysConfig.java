package org.carepromise.kit.crypto;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Where the keys are. */
@ConfigMapping(prefix = "carepromise.keys")
public interface KeysConfig {

    /**
     * A folder with {@code keyset.json} (a Tink AEAD keyset), {@code link-keyset.json} (a Tink MAC keyset) and {@code
     * hash.key} (32 bytes, base64); while the hash key is being changed {@code hash-previous.key} too.
     */
    Path directory();
}
