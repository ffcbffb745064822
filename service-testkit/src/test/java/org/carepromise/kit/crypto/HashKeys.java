package org.carepromise.kit.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Hash keys of a test's own, told apart by a word. */
public final class HashKeys {

    private HashKeys() {}

    /** As a replica has it before a change, or after. */
    public static KeyedHash only(Path folder, String key) throws IOException {
        return new KeyedHash(written(folder, key));
    }

    /** As a replica has them while the key is being changed. */
    public static KeyedHash changing(Path folder, String key, String previous) throws IOException {
        var own = written(folder, key);
        Files.writeString(own.resolve("hash-previous.key"), bytes(previous));
        return new KeyedHash(own);
    }

    private static Path written(Path folder, String key) throws IOException {
        var own = Files.createTempDirectory(folder, "keys");
        Files.writeString(own.resolve("hash.key"), bytes(key));
        return own;
    }

    private static String bytes(String key) {
        return Base64.getEncoder().encodeToString((key + " key").repeat(8).getBytes());
    }
}
