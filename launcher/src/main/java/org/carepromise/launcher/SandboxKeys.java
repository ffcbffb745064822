package org.carepromise.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;

/**
 * The sandbox's secrets, made once in a folder (0700) of files (0600): the pair that signs and checks tokens, the keyset that
 * encrypts columns, the one that signs links, the key of the phone hash. Production gets its own from the operator and refuses these.
 */
public final class SandboxKeys {

    private static final int RSA_BITS = 2048;
    private static final int HASH_KEY_BYTES = 32;
    private static final int LINK_KEY_BYTES = 32;
    private static final int LINK_TAG_BYTES = 16;
    private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    private SandboxKeys(Path folder) {
        this.folder = folder;
    }

    /** Makes what is missing and keeps what is there; a crash in between leaves whole files only. */
    public static SandboxKeys in(Path folder) {
        SandboxKeys keys =
                new SandboxKeys(PrivateFile.folder(folder.toAbsolutePath().normalize()));
        try {
            if (!Files.exists(keys.tokenPrivateKey())) {
                PrivateFile.write(keys.tokenPrivateKey(), pem("PRIVATE KEY", newPrivateKey()));
            }
            if (!Files.exists(keys.tokenPublicKey())) {
                PrivateFile.write(keys.tokenPublicKey(), pem("PUBLIC KEY", keys.publicKeyOfThePrivateOne()));
            }
            if (!Files.exists(keys.keyset())) {
                PrivateFile.write(keys.keyset(), newKeyset());
            }
            if (!Files.exists(keys.linkKeyset())) {
                PrivateFile.write(keys.linkKeyset(), newLinkKeyset());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make the sandbox's keys in " + folder, e);
        }
        if (!Files.exists(keys.hashKey())) {
            byte[] random = new byte[HASH_KEY_BYTES];
            new SecureRandom().nextBytes(random);
            PrivateFile.write(keys.hashKey(), Base64.getEncoder().encodeToString(random));
        }
        return keys;
    }

    public Path folder() {
        return folder;
    }

    /** PKCS#8 in PEM. */
    public Path tokenPrivateKey() {
        return folder.resolve("token-private.pem");
    }

    /** X.509 SubjectPublicKeyInfo in PEM. */
    public Path tokenPublicKey() {
        return folder.resolve("token-public.pem");
    }

    /** A Tink AEAD keyset (AES-256-GCM), JSON in the clear. */
    public Path keyset() {
        return folder.resolve("keyset.json");
    }

    /** A Tink MAC keyset (HMAC-SHA-256, 128 bits, without a prefix: links are short), JSON in the clear. */
    public Path linkKeyset() {
        return folder.resolve("link-keyset.json");
    }

    /** 32 random bytes in base64. */
    public Path hashKey() {
        return folder.resolve("hash.key");
    }

    /** The public key as {@code quarkus.oidc.public-key} takes it: base64 in one line, no armour. */
    public String publicKeyOneLine() {
        return body(tokenPublicKey());
    }

    private static byte[] newPrivateKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    /** Derived rather than stored with it, so that a crash between the two files can't leave halves of different pairs. */
    private byte[] publicKeyOfThePrivateOne() throws GeneralSecurityException {
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        byte[] encoded = Base64.getDecoder().decode(body(tokenPrivateKey()));
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                .getEncoded();
    }

    private static String newKeyset() throws GeneralSecurityException {
        AeadConfig.register();
        return json(PredefinedAeadParameters.AES256_GCM);
    }

    private static String newLinkKeyset() throws GeneralSecurityException {
        MacConfig.register();
        return json(HmacParameters.builder()
                .setKeySizeBytes(LINK_KEY_BYTES)
                .setTagSizeBytes(LINK_TAG_BYTES)
                .setHashType(HmacParameters.HashType.SHA256)
                .setVariant(HmacParameters.Variant.NO_PREFIX)
                .build());
    }

    private static String json(Parameters parameters) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(parameters), InsecureSecretKeyAccess.get());
    }

    private static String pem(String type, byte[] encoded) {
        return "-----BEGIN " + type + "-----\n" + PEM_LINES.encodeToString(encoded) + "\n-----END " + type + "-----\n";
    }

    private static String body(Path pem) {
        return PrivateFile.read(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    }
}
