package org.carepromise.kit.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Files that change while replicas run on one database: the highest valid version is in force on all of them. */
@SampleTest
class ConfigurationFilesTest {

    @Inject
    ConfigurationStore store;

    @Inject
    ConfigurationFiles running;

    @Inject
    Event<SiteConfiguration> taken;

    @TempDir
    Path folder;

    private long version;

    @BeforeEach
    void beAheadOfWhatIsStored() {
        version = 1 + Behind.count("SELECT max(version) FROM configuration_file WHERE kind = 'sites'");
    }

    @Test
    void aLaterVersionIsInForceAfterTheNextLook() throws Exception {
        var replica = replica("one", sites(version));
        write("one", sites(version + 1).replace("Springfield Clinic", "Springfield West"));
        refresh(replica);
        assertThat(replica.current().sites().version()).isEqualTo(version + 1);
        assertThat(nameOfSpringfield(replica)).isEqualTo("Springfield West");
    }

    @Test
    void anInvalidFileIsNamedInTheLogOnceAndWhatIsInForceStays() throws Exception {
        var replica = replica("one", sites(version));
        write("one", sites(version + 1).replace("Pacific/Honolulu", "Pacific/Springfield"));
        try (var log = CapturedLog.open()) {
            refresh(replica);
            refresh(replica);
            assertThat(log.text())
                    .containsOnlyOnce("site honolulu: zone: ")
                    .contains("carepromise.sites.file: " + folder.resolve("one"), "what is in force stays");
        }
        assertThat(replica.current().sites().version()).isEqualTo(version);
        assertThat(stored()).isEqualTo(version);
    }

    @Test
    void aFileThatBreaksAgainIsNamedAgain() throws Exception {
        var replica = replica("one", sites(version));
        try (var log = CapturedLog.open()) {
            for (var content : List.of("broken", sites(version + 1), "broken")) {
                write("one", content);
                refresh(replica);
            }
            assertThat(log.text().split("carepromise.sites.file: ")).hasSize(3);
        }
        assertThat(replica.current().sites().version()).isEqualTo(version + 1);
    }

    @Test
    void aVanishedFileIsNamedAndWhatIsInForceStays() throws Exception {
        var replica = replica("one", sites(version));
        Files.delete(folder.resolve("one"));
        try (var log = CapturedLog.open()) {
            refresh(replica);
            assertThat(log.text()).contains("carepromise.sites.file: " + folder.resolve("one") + ": cannot be read");
        }
        assertThat(replica.current().sites().version()).isEqualTo(version);
    }

    @Test
    void aLowerVersionIsNotTaken() throws Exception {
        var replica = replica("one", sites(version));
        write("one", sites(version - 1).replace("Springfield Clinic", "Springfield West"));
        refresh(replica);
        assertThat(replica.current().sites().version()).isEqualTo(version);
        assertThat(nameOfSpringfield(replica)).isEqualTo("Springfield Clinic");
    }

    @Test
    void anotherTextOfTheSameVersionIsRefusedByName() throws Exception {
        var replica = replica("one", sites(version));
        write("one", sites(version).replace("Springfield Clinic", "Springfield West"));
        try (var log = CapturedLog.open()) {
            refresh(replica);
            assertThat(log.text()).contains("differs from the stored version " + version + "; raise its version");
        }
        assertThat(nameOfSpringfield(replica)).isEqualTo("Springfield Clinic");
    }

    @Test
    void whatOneReplicaStoredAllOthersTake() throws Exception {
        var one = replica("one", sites(version));
        var two = replica("two", sites(version));
        write("two", sites(version + 3).replace("Springfield Clinic", "Springfield West"));
        refresh(two);
        refresh(one);
        refresh(running);
        for (var replica : List.of(one, two, running)) {
            assertThat(replica.current().sites().version()).isEqualTo(version + 3);
            assertThat(nameOfSpringfield(replica)).isEqualTo("Springfield West");
        }
    }

    @Test
    void ofReplicasThatSeeDifferentTextsOfOneVersionAllUseTheSame() throws Exception {
        for (int i = 0; i < 6; i++) {
            write("replica " + i, sites(version).replace("Springfield Clinic", "Springfield " + i));
        }
        var replicas = Race.of(6, i -> {
            var replica = on("replica " + i);
            refresh(replica);
            return replica;
        });
        assertThat(replicas.stream()
                        .map(ConfigurationFilesTest::nameOfSpringfield)
                        .distinct())
                .hasSize(1);
        assertThat(Behind.count(
                        "SELECT count(*) FROM configuration_file WHERE kind = 'sites' AND version = ?", version))
                .isOne();
    }

    @Test
    void withoutAnythingValidNothingStartsAndThePropertyIsNamed() throws Exception {
        var kept = "CREATE TABLE kept_files AS SELECT * FROM configuration_file";
        Behind.change(kept);
        Behind.change("DELETE FROM configuration_file");
        try {
            for (var content : new String[] {null, "", sites(version).replace("monday", "moonday")}) {
                Files.deleteIfExists(folder.resolve("one"));
                if (content != null) {
                    write("one", content);
                }
                assertThatIllegalStateException()
                        .isThrownBy(() -> refresh(on("one")))
                        .withMessageContaining("carepromise.sites.file: " + folder.resolve("one"));
            }
            assertThat(Behind.count("SELECT count(*) FROM configuration_file")).isZero();
        } finally {
            Behind.change("INSERT INTO configuration_file SELECT * FROM kept_files");
            Behind.change("DROP TABLE kept_files");
        }
        assertThat(replica("one", "broken").current().sites().version()).isEqualTo(version - 1);
    }

    private ConfigurationFiles replica(String name, String sites) throws IOException {
        write(name, sites);
        var replica = on(name);
        refresh(replica);
        return replica;
    }

    private ConfigurationFiles on(String name) {
        return new ConfigurationFiles(() -> folder.resolve(name), () -> folder.resolve("policies"), store, taken);
    }

    private static void refresh(ConfigurationFiles replica) {
        replica.refresh().await().indefinitely();
    }

    private static String nameOfSpringfield(ConfigurationFiles replica) {
        return replica.current()
                .sites()
                .find("springfield")
                .orElseThrow()
                .site()
                .name();
    }

    private static long stored() {
        return Behind.count("SELECT max(version) FROM configuration_file WHERE kind = 'sites'");
    }

    private void write(String name, String content) throws IOException {
        if (!Files.exists(folder.resolve("policies"))) {
            Files.writeString(folder.resolve("policies"), shipped("/test-policies.yaml"));
        }
        Files.writeString(folder.resolve(name), content);
    }

    private static String sites(long version) throws IOException {
        return shipped("/test-sites.yaml").replace("version: 1", "version: " + version);
    }

    private static String shipped(String name) throws IOException {
        try (var source = ConfigurationFilesTest.class.getResourceAsStream(name)) {
            return new String(source.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
