package org.carepromise.kit.crypto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KeysTest {

    @TempDir
    Path folder;

    private KeysetHandle keyset;

    @BeforeEach
    void makeKeys() throws Exception {
        AeadConfig.register();
        keyset = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();
        store(keyset);
        Files.writeString(folder.resolve("hash.key"), Base64.getEncoder().encodeToString(new byte[32]));
    }

    @Test
    void whatIsEncryptedForAPlaceOpensThere() {
        var vault = new Vault(folder);
        var cipher = vault.encrypt("Ada Moreno, née Zoë 中", "appointment.patient:appt_1");
        assertThat(new String(cipher, StandardCharsets.ISO_8859_1)).doesNotContain("Ada", "Moreno");
        assertThat(vault.decrypt(cipher, "appointment.patient:appt_1")).isEqualTo("Ada Moreno, née Zoë 中");
    }

    @Test
    void theSameTextIsNeverTheSameCipher() {
        var vault = new Vault(folder);
        assertThat(vault.encrypt("Ada", "place")).isNotEqualTo(vault.encrypt("Ada", "place"));
    }

    @Test
    void aCipherDoesNotOpenAtAnotherPlace() {
        var vault = new Vault(folder);
        var cipher = vault.encrypt("Ada Moreno", "appointment.patient:appt_1");
        assertThatIllegalStateException()
                .isThrownBy(() -> vault.decrypt(cipher, "appointment.patient:appt_2"))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("Ada"));
    }

    @Test
    void aChangedCipherDoesNotOpen() {
        var vault = new Vault(folder);
        var cipher = vault.encrypt("Ada Moreno", "place");
        for (int i = 0; i < cipher.length; i++) {
            cipher[i] ^= 1;
            assertThatIllegalStateException().isThrownBy(() -> vault.decrypt(cipher, "place"));
            cipher[i] ^= 1;
        }
    }

    @Test
    void afterARotationOldCiphersStillOpenAndNewOnesAreOfTheNewKey() throws Exception {
        var before = new Vault(folder).encrypt("Ada Moreno", "place");
        var rotated = KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();
        store(rotated);
        var vault = new Vault(folder);
        assertThat(vault.decrypt(before, "place")).isEqualTo("Ada Moreno");
        var after = vault.encrypt("Ada Moreno", "place");
        store(keyset);
        assertThatIllegalStateException().isThrownBy(() -> new Vault(folder).decrypt(after, "place"));
    }

    @Test
    void withoutAKeysetNothingStartsAndTheFileIsNamed() throws Exception {
        Files.delete(folder.resolve("keyset.json"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Vault(folder))
                .withMessageContaining("carepromise.keys.directory")
                .withMessageContaining("keyset.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "not a keyset", "{\"primaryKeyId\":1,\"key\":[]}"})
    void aKeysetThatIsNoneIsRefusedWithItsName(String content) throws Exception {
        Files.writeString(folder.resolve("keyset.json"), content);
        assertThatIllegalStateException()
                .isThrownBy(() -> new Vault(folder))
                .withMessageContaining("carepromise.keys.directory")
                .withMessageContaining("keyset.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "****", "c2hvcnQ="})
    void aHashKeyThatIsNoneOrTooShortIsRefusedWithItsName(String content) throws Exception {
        Files.writeString(folder.resolve("hash.key"), content);
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyedHash(folder))
                .withMessageContaining("carepromise.keys.directory")
                .withMessageContaining("hash.key");
    }

    @Test
    void aMissingHashKeyIsRefusedWithItsName() throws Exception {
        Files.delete(folder.resolve("hash.key"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyedHash(folder))
                .withMessageContaining("carepromise.keys.directory")
                .withMessageContaining("hash.key");
    }

    @Test
    void aHashDependsOnValuePurposeAndKeyAlone() throws Exception {
        var hash = new KeyedHash(folder);
        assertThat(hash.text("contact", "+12175550123"))
                .isEqualTo(hash.text("contact", "+12175550123"))
                .hasSize(43)
                .matches("[A-Za-z0-9_-]+")
                .isNotEqualTo(hash.text("contact", "+12175550124"))
                .isNotEqualTo(hash.text("name", "+12175550123"));
        assertThat(hash.text("a", "bc")).isNotEqualTo(hash.text("ab", "c"));
        Files.writeString(
                folder.resolve("hash.key"),
                Base64.getEncoder().encodeToString("another key of more than 32 bytes".getBytes()));
        assertThat(new KeyedHash(folder).text("contact", "+12175550123"))
                .isNotEqualTo(hash.text("contact", "+12175550123"));
    }

    @Test
    void whileTheHashKeyIsBeingChangedBothKeysFindAndTheCurrentOneWrites() throws Exception {
        var before = new KeyedHash(folder);
        var value = "a request".getBytes(StandardCharsets.UTF_8);
        assertThat(before.lookups("contact", "+12175550123")).containsExactly(before.text("contact", "+12175550123"));
        Files.move(folder.resolve("hash.key"), folder.resolve("hash-previous.key"));
        Files.writeString(
                folder.resolve("hash.key"),
                Base64.getEncoder().encodeToString("another key of more than 32 bytes".getBytes()));
        var during = new KeyedHash(folder);
        assertThat(during.lookups("contact", "+12175550123"))
                .containsExactly(during.text("contact", "+12175550123"), before.text("contact", "+12175550123"))
                .doesNotHaveDuplicates();
        assertThat(during.matches("request", value, before.of("request", value)))
                .isTrue();
        assertThat(during.matches("request", value, during.of("request", value)))
                .isTrue();
        assertThat(during.matches("other", value, before.of("request", value))).isFalse();
        Files.delete(folder.resolve("hash-previous.key"));
        assertThat(new KeyedHash(folder).matches("request", value, before.of("request", value)))
                .isFalse();
    }

    @Test
    void aPreviousHashKeyThatIsTheCurrentOneOrTooShortIsRefusedWithItsName() throws Exception {
        for (var content : new String[] {Files.readString(folder.resolve("hash.key")), "c2hvcnQ=", "****"}) {
            Files.writeString(folder.resolve("hash-previous.key"), content);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new KeyedHash(folder))
                    .withMessageContaining("hash-previous.key");
        }
    }

    private void store(KeysetHandle keys) throws Exception {
        Files.writeString(
                folder.resolve("keyset.json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()));
    }
}
