package org.carepromise.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.mac.MacConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxKeysTest {

    @TempDir
    Path folder;

    @Test
    void areMadeOnceAndKept() throws Exception {
        SandboxKeys.in(folder.resolve("keys"));
        Map<String, String> made = contents();

        SandboxKeys.in(folder.resolve("keys"));

        assertThat(made.keySet())
                .containsExactly(
                        "hash.key", "keyset.json", "link-keyset.json", "token-private.pem", "token-public.pem");
        assertThat(contents()).isEqualTo(made);
    }

    @Test
    void areReadableByTheirOwnerAlone() throws Exception {
        SandboxKeys keys = SandboxKeys.in(folder.resolve("keys"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.folder())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(keys.folder())) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aPublicKeyLostInACrashIsThatOfThePrivateKeyAgain() throws Exception {
        SandboxKeys keys = SandboxKeys.in(folder.resolve("keys"));
        String before = keys.publicKeyOneLine();
        Files.delete(keys.tokenPublicKey());

        assertThat(SandboxKeys.in(keys.folder()).publicKeyOneLine()).isEqualTo(before);
    }

    @Test
    void whatThePrivateKeySignsThePublicKeyChecks() throws Exception {
        SandboxKeys keys = SandboxKeys.in(folder.resolve("keys"));
        byte[] text = "token".getBytes(StandardCharsets.UTF_8);
        String pem = Files.readString(keys.tokenPrivateKey());
        assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("\n-----END PRIVATE KEY-----\n");
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        PrivateKey key = rsa.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();

        signature.initVerify(
                rsa.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(keys.publicKeyOneLine()))));
        signature.update(text);

        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void theKeysetEncryptsAndDecrypts() throws Exception {
        SandboxKeys keys = SandboxKeys.in(folder.resolve("keys"));
        AeadConfig.register();
        Aead aead = TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(keys.keyset()), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        byte[] row = "row 7".getBytes(StandardCharsets.UTF_8);
        byte[] name = "Ada".getBytes(StandardCharsets.UTF_8);

        assertThat(aead.decrypt(aead.encrypt(name, row), row)).isEqualTo(name);
        assertThat(Base64.getDecoder().decode(Files.readString(keys.hashKey()))).hasSize(32);
    }

    @Test
    void theLinkKeysetSignsShortly() throws Exception {
        SandboxKeys keys = SandboxKeys.in(folder.resolve("keys"));
        MacConfig.register();
        Mac mac = TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(keys.linkKeyset()), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Mac.class);
        byte[] link = "link".getBytes(StandardCharsets.UTF_8);

        assertThat(mac.computeMac(link)).hasSize(16);
        mac.verifyMac(mac.computeMac(link), link);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
