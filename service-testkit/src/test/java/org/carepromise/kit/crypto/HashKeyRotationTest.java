package org.carepromise.kit.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.preference.ContactPreferences;
import org.carepromise.kit.preference.Preference;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.kit.crypto.Rotations.progress;
import static org.carepromise.kit.crypto.Rotations.startOf;
import static org.hamcrest.Matchers.equalTo;

/** After a change of the hash key all that is stored comes under it (docs/operate/keys.md). */
@SampleTest
class HashKeyRotationTest {

    private static final String COLUMN = "thing.name";

    @TempDir
    Path folder;

    @Inject
    Transactions transactions;

    @Inject
    KeyRotationStore store;

    @Inject
    Vault vault;

    @Inject
    ContactPreferences preferences;

    private KeyedHash before;
    private KeyedHash changing;
    private KeyedHash after;

    @BeforeEach
    void makeKeys() throws IOException {
        Behind.change("DELETE FROM key_rotation");
        Behind.change("UPDATE thing SET patient = NULL");
        before = hash("before", "old", null);
        changing = hash("changing", "new", "old");
        after = hash("after", "new", null);
    }

    @Test
    void whatIsStoredComesUnderTheNewKeyAndIsFoundUnderEitherMeanwhile() {
        var patients = patients(450);
        patients.forEach(patient -> insert(patient, before));
        var fresh = patients(1).get(0);
        insert(fresh, changing);
        var id = startOf(COLUMN, Things.key());
        assertThat(rotation().rotateSome().await().indefinitely()).isTrue();

        progress(id).then().body("state", equalTo("RUNNING")).body("columns[0].rewritten", equalTo(200));
        assertThat(patients).allSatisfy(patient -> assertThat(found(patient)).isOne());

        Race.of(4, i -> rotation().rotateAll().await().indefinitely());
        rotation().rotateAll().await().indefinitely();
        progress(id)
                .then()
                .body("state", equalTo("DONE"))
                .body("columns[0].rewritten", equalTo(450))
                .body("columns[0].alreadyCurrent", equalTo(1))
                .body("columns[0].unreadable", equalTo(0))
                .body("columns[0].clashing", equalTo(0));
        assertThat(stored(patients)).containsExactlyInAnyOrderElementsOf(texts(after, patients));
        assertThat(stored(List.of(fresh))).containsExactly(text(after, fresh));
    }

    @Test
    void aSecondRotationHasNothingLeftToDo() {
        var patients = patients(3);
        patients.forEach(patient -> insert(patient, before));
        startOf(COLUMN, Things.key());
        rotation().rotateAll().await().indefinitely();
        var second = startOf(COLUMN, Things.key());
        rotation().rotateAll().await().indefinitely();
        progress(second).then().body("columns[0].rewritten", equalTo(0)).body("columns[0].alreadyCurrent", equalTo(3));
    }

    @Test
    void aRowThatNoKeyOpensKeepsItsHashAndDoesNotStopTheRest() {
        var patients = patients(3);
        patients.forEach(patient -> insert(patient, before));
        var lost = patients.get(1);
        Behind.change("UPDATE thing SET patient = 'nothing that opens' WHERE id = ?", lost);
        var id = startOf(COLUMN, Things.key());
        rotation().rotateAll().await().indefinitely();
        progress(id)
                .then()
                .body("state", equalTo("DONE"))
                .body("columns[0].rewritten", equalTo(2))
                .body("columns[0].unreadable", equalTo(1));
        assertThat(stored(List.of(lost))).containsExactly(text(before, lost));
    }

    @Test
    void twoRowsOfOnePatientClashAreCountedAndTheRestGoesOn() {
        var patients = patients(3);
        patients.forEach(patient -> insert(patient, before));
        var twin = IdType.next(Instant.EPOCH);
        insert(twin, patients.get(1), after);
        var id = startOf(COLUMN, Things.key());
        rotation().rotateAll().await().indefinitely();
        progress(id)
                .then()
                .body("state", equalTo("DONE"))
                .body("columns[0].rewritten", equalTo(2))
                .body("columns[0].alreadyCurrent", equalTo(1))
                .body("columns[0].clashing", equalTo(1));
        assertThat(stored(List.of(patients.get(1)))).containsExactly(text(before, patients.get(1)));
        assertThat(stored(List.of(twin))).containsExactly(text(after, patients.get(1)));
    }

    @Test
    void whatAContactPrefersMovesAlongUnlessNewerIsKnownUnderTheNewKey() {
        var patients = patients(2);
        patients.forEach(patient -> insert(patient, before));
        var spanish = spoken("es");
        var english = spoken("en");
        learn(text(before, patients.get(0)), 3, spanish);
        learn(text(before, patients.get(1)), 3, spanish);
        learn(text(after, patients.get(1)), 4, english);
        startOf(COLUMN, Things.key());
        rotation().rotateAll().await().indefinitely();
        assertThat(preferred(text(after, patients.get(0)))).isEqualTo(spanish);
        assertThat(preferred(text(after, patients.get(1)))).isEqualTo(english);
        assertThat(patients).allSatisfy(patient -> assertThat(preferred(text(before, patient)))
                .isEqualTo(Preference.NONE));
    }

    private static Preference spoken(String language) {
        return new Preference(Optional.of(language), List.of(), Optional.empty(), Set.of());
    }

    private RotateKeys rotation() {
        var names = new HashedColumn(
                EncryptedColumn.of("thing", "patient"), "name", opened -> changing.lookups("name", opened));
        return new RotateKeys(transactions, store, vault, List.of(), List.of(names), List.of(preferences));
    }

    private static List<UUID> patients(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> IdType.next(Instant.EPOCH))
                .toList();
    }

    /** A row of a patient, found by a hash under that key. */
    private void insert(UUID patient, KeyedHash key) {
        insert(patient, patient, key);
    }

    private void insert(UUID id, UUID patient, KeyedHash key) {
        Behind.change(
                "INSERT INTO thing (id, name, site_id, patient, created_at) VALUES (?, ?, 'springfield', ?, '2026-01-01')",
                id,
                text(key, patient),
                vault.encrypt(words(patient), "thing.patient:" + id));
    }

    private static String words(UUID patient) {
        return "Ada " + patient;
    }

    private static String text(KeyedHash key, UUID patient) {
        return key.text("name", words(patient));
    }

    private static List<String> texts(KeyedHash key, List<UUID> patients) {
        return patients.stream().map(patient -> text(key, patient)).toList();
    }

    private long found(UUID patient) {
        return Behind.count("SELECT count(*) FROM thing WHERE name = ANY (?)", (Object)
                changing.lookups("name", words(patient)).toArray(String[]::new));
    }

    private static List<String> stored(List<UUID> ids) {
        return Behind.select("SELECT name FROM thing WHERE id = ANY (?)", (Object) ids.toArray(UUID[]::new));
    }

    private void learn(String contactKey, long version, Preference preference) {
        transactions
                .run(tx -> preferences.learn(tx, contactKey, version, preference))
                .await()
                .indefinitely();
    }

    private Preference preferred(String contactKey) {
        return preferences.of(List.of(contactKey)).await().indefinitely();
    }

    private KeyedHash hash(String name, String key, String previous) throws IOException {
        var own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("hash.key"), bytes(key));
        if (previous != null) {
            Files.writeString(own.resolve("hash-previous.key"), bytes(previous));
        }
        return new KeyedHash(own);
    }

    private static String bytes(String key) {
        return Base64.getEncoder().encodeToString((key + " key").repeat(8).getBytes());
    }
}
