package org.carepromise.kit.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.id.IdType;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.kit.crypto.Rotations.progress;
import static org.carepromise.kit.crypto.Rotations.start;
import static org.carepromise.kit.crypto.Rotations.startOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

/** After a change of the primary key all that is stored comes under it (docs/operate/keys.md). */
@SampleTest
class KeyRotationTest {

    private static final EncryptedColumn PATIENT = EncryptedColumn.of("thing", "patient");

    @TempDir
    Path folder;

    @Inject
    Transactions transactions;

    @Inject
    KeyRotationStore store;

    private Vault before;
    private Vault after;

    @BeforeEach
    void makeKeysets() throws GeneralSecurityException, IOException {
        AeadConfig.register();
        Behind.change("DELETE FROM key_rotation");
        Behind.change("UPDATE thing SET patient = NULL");
        before = vault("before", keyset(null));
        after = vault("after", keyset(handle("before")));
    }

    @Test
    void whatIsStoredComesUnderThePrimaryKeyAndOpensAtItsPlaceStill() {
        var ids = things(before, 450);
        things(after, 1);
        var id = startOf("thing.patient", Things.key());
        rotation().rotateAll().await().indefinitely();
        ids.forEach(each -> {
            var cipher = cipher(each);
            assertThat(after.isCurrent(cipher)).isTrue();
            assertThat(after.decrypt(cipher, "thing.patient:" + each)).isEqualTo("Ada " + each);
        });
        progress(id)
                .then()
                .body("state", equalTo("DONE"))
                .body("columns[0].rewritten", equalTo(450))
                .body("columns[0].alreadyCurrent", equalTo(1))
                .body("columns[0].unreadable", equalTo(0));
    }

    @Test
    void itGoesOnWhereItStoodAndSeveralReplicasRewriteEachRowOnce() {
        things(before, 450);
        var id = startOf("thing.patient", Things.key());
        assertThat(rotation().rotateSome().await().indefinitely()).isTrue();
        progress(id).then().body("state", equalTo("RUNNING")).body("columns[0].rewritten", equalTo(200));
        Race.of(4, i -> rotation().rotateAll().await().indefinitely());
        rotation().rotateAll().await().indefinitely();
        progress(id)
                .then()
                .body("state", equalTo("DONE"))
                .body("columns[0].rewritten", equalTo(450))
                .body("columns[0].alreadyCurrent", equalTo(0));
    }

    @Test
    void aRowThatNoKeyOpensIsCountedAndLeftAndDoesNotStopTheRest() throws GeneralSecurityException, IOException {
        var lost = things(vault("lost", keyset(null)), 1).get(0);
        var cipher = cipher(lost);
        things(before, 2);
        var id = startOf("thing.patient", Things.key());
        rotation().rotateAll().await().indefinitely();
        progress(id).then().body("columns[0].rewritten", equalTo(2)).body("columns[0].unreadable", equalTo(1));
        assertThat(cipher(lost)).isEqualTo(cipher);
    }

    @Test
    void oneRotationRunsAtATime() {
        start(Things.key())
                .then()
                .statusCode(201)
                .body(
                        "columns.column",
                        hasItems(
                                "notice.patient",
                                "notice.words",
                                "sandbox_inbox.message",
                                "webhook_endpoint.secret",
                                "webhook_endpoint.previous_secret"));
        start(Things.key()).then().statusCode(409).body("code", equalTo("key-rotation-running"));
        Behind.change("DELETE FROM key_rotation");
    }

    @Test
    void everyEncryptedColumnOfTheDatabaseIsRotatedOrShortLived() {
        assertThat(
                        Behind.select(
                                """
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                         WHERE table_schema = 'public' AND data_type = 'bytea'
                           AND table_name NOT IN ('audit_seal', 'thing')
                           AND column_name NOT LIKE '%hash' AND table_name <> 'idempotency' ORDER BY 1
                        """))
                .containsExactly(
                        "notice.patient",
                        "notice.words",
                        "sandbox_inbox.message",
                        "webhook_endpoint.previous_secret",
                        "webhook_endpoint.secret");
    }

    @Test
    void onlyAdministratorsRotate() {
        var supervisor = Tokens.staff(Role.SUPERVISOR, "*");
        given().auth()
                .oauth2(supervisor)
                .header("Idempotency-Key", Things.key())
                .post(Rotations.PATH)
                .then()
                .statusCode(403);
        given().auth().oauth2(supervisor).get(Rotations.PATH).then().statusCode(403);
        given().auth()
                .oauth2(Tokens.admin())
                .get(Rotations.PATH + "/rotation_1")
                .then()
                .statusCode(404);
    }

    private RotateKeys rotation() {
        return new RotateKeys(transactions, store, after, List.of(PATIENT), List.of(), List.of());
    }

    private static List<UUID> things(Vault vault, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    var id = IdType.next(Instant.EPOCH);
                    Behind.change(
                            "INSERT INTO thing (id, name, site_id, patient, created_at) VALUES (?, ?, 'springfield', ?, '2026-01-01')",
                            id,
                            Things.name(),
                            vault.encrypt("Ada " + id, "thing.patient:" + id));
                    return id;
                })
                .toList();
    }

    private static byte[] cipher(UUID id) {
        return HexFormat.of()
                .parseHex(Behind.select("SELECT encode(patient, 'hex') FROM thing WHERE id = ?", id)
                        .get(0));
    }

    /** A new primary key, and the keys of the one before. */
    private static KeysetHandle keyset(KeysetHandle earlier) throws GeneralSecurityException {
        var builder = KeysetHandle.newBuilder();
        if (earlier != null) {
            builder.addEntry(KeysetHandle.importKey(earlier.getAt(0).getKey()));
        }
        return builder.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build();
    }

    private KeysetHandle handle(String name) throws GeneralSecurityException, IOException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(folder.resolve(name).resolve("keyset.json")), InsecureSecretKeyAccess.get());
    }

    private Vault vault(String name, KeysetHandle keyset) throws GeneralSecurityException, IOException {
        var own = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                own.resolve("keyset.json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
        return new Vault(own);
    }
}
