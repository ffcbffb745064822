package org.carepromise.kit.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.CapturedLog;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A file that changes while the service runs: the highest valid version is in force on every replica (DETAILS 9). */
@SampleTest
class WatchedFileTest {

    @Inject
    ConfigurationStore store;

    @Inject
    Sites sites;

    @TempDir
    Path folder;

    private final String kind = "sites-" + UUID.randomUUID();

    @Test
    void aLaterVersionIsInForceAfterTheNextLook() throws Exception {
        var file = replica("one", yaml(1, "main"));
        write("one", yaml(2, "main", "annex"));
        refresh(file);
        assertThat(file.current().version()).isEqualTo(2);
        assertThat(file.current().find("annex")).isPresent();
    }

    @Test
    void anInvalidFileIsNamedInTheLogOnceAndTheOldOneStays() throws Exception {
        var file = replica("one", yaml(1, "main"));
        write("one", yaml(2, "main").replace("America/Chicago", "America/Springfield"));
        try (var log = CapturedLog.open()) {
            refresh(file);
            refresh(file);
            assertThat(log.text())
                    .containsOnlyOnce("site main: zone: ")
                    .contains(
                            "carepromise." + kind + ".file",
                            folder.resolve("one").toString(),
                            "version 1 stays");
        }
        assertThat(file.current().version()).isEqualTo(1);
        assertThat(Behind.count("SELECT count(*) FROM configuration_file WHERE kind = ?", kind))
                .isOne();
        write("one", yaml(2, "main"));
        refresh(file);
        assertThat(file.current().version()).isEqualTo(2);
    }

    @Test
    void aFileThatBreaksInTheSameWayAgainIsNamedAgain() throws Exception {
        var file = replica("one", yaml(1, "main"));
        try (var log = CapturedLog.open()) {
            write("one", "broken");
            refresh(file);
            write("one", yaml(2, "main"));
            refresh(file);
            write("one", "broken");
            refresh(file);
            assertThat(log.text().split("the file: ")).hasSize(3);
        }
    }

    @Test
    void aVanishedFileIsNamedAndTheOldOneStays() throws Exception {
        var file = replica("one", yaml(1, "main"));
        Files.delete(folder.resolve("one"));
        try (var log = CapturedLog.open()) {
            refresh(file);
            assertThat(log.text()).contains("carepromise." + kind + ".file", "cannot be read");
        }
        assertThat(file.current().version()).isEqualTo(1);
    }

    @Test
    void aLowerVersionIsNotTaken() throws Exception {
        var file = replica("one", yaml(5, "main"));
        write("one", yaml(4, "other"));
        refresh(file);
        assertThat(file.current().version()).isEqualTo(5);
        assertThat(file.current().find("other")).isEmpty();
    }

    @Test
    void theSameVersionWithOtherContentIsRefusedByName() throws Exception {
        var file = replica("one", yaml(1, "main"));
        write("one", yaml(1, "other"));
        try (var log = CapturedLog.open()) {
            refresh(file);
            assertThat(log.text()).contains(kind, "differs from the stored version 1; raise its version");
        }
        assertThat(file.current().find("other")).isEmpty();
        assertThat(file.current().find("main")).isPresent();
    }

    @Test
    void whatAnotherReplicaStoredIsTakenEverywhere() throws Exception {
        var one = replica("one", yaml(1, "main"));
        var two = replica("two", yaml(1, "main"));
        write("two", yaml(3, "annex"));
        refresh(two);
        refresh(one);
        assertThat(one.current().version()).isEqualTo(3);
        assertThat(one.current().find("annex")).isPresent();
    }

    @Test
    void aReplicaThatStartsWithAnOldFileTakesTheStoredVersion() throws Exception {
        replica("one", yaml(4, "annex"));
        var late = replica("two", yaml(2, "main"));
        assertThat(late.current().version()).isEqualTo(4);
        assertThat(late.current().find("annex")).isPresent();
    }

    @Test
    void ofTwoReplicasWithDifferentFilesOfOneVersionBothUseTheSame() throws Exception {
        write("one", yaml(1, "main"));
        write("two", yaml(1, "annex"));
        var files = java.util.List.of(watched("one"), watched("two"));
        Race.of(2, i -> {
            files.get(i).load().await().indefinitely();
            return null;
        });
        files.forEach(WatchedFileTest::refresh);
        assertThat(files.get(0).current().calendars().keySet())
                .isEqualTo(files.get(1).current().calendars().keySet());
    }

    @Test
    void withoutAValidFileNothingStartsAndThePropertyIsNamed() throws Exception {
        for (var content : new String[] {null, "", yaml(1, "main").replace("monday", "moonday")}) {
            Files.deleteIfExists(folder.resolve("one"));
            if (content != null) {
                write("one", content);
            }
            assertThatIllegalStateException()
                    .isThrownBy(() -> watched("one").load().await().indefinitely())
                    .withMessageContaining("carepromise." + kind + ".file")
                    .withMessageContaining(folder.resolve("one").toString());
        }
    }

    @Test
    void withAStoredVersionAServiceStartsEvenWhereItsFileIsBroken() throws Exception {
        replica("one", yaml(2, "main"));
        var late = replica("two", "broken");
        assertThat(late.current().version()).isEqualTo(2);
    }

    @Test
    void theRunningServiceTakesItsOwnFileAgain() throws Exception {
        var path = Path.of(ConfigProvider.getConfig().getValue("carepromise.sites.file", String.class));
        var version = sites.current().version();
        Files.writeString(path, Files.readString(path).replace("version: " + version, "version: " + (version + 1)));
        sites.refresh().await().indefinitely();
        assertThat(sites.current().version()).isEqualTo(version + 1);
        assertThat(sites.find("springfield").orElseThrow().site().version()).isEqualTo(version + 1);
        assertThat(sites.zoneOf("honolulu").getId()).isEqualTo("Pacific/Honolulu");
        assertThat(sites.zoneOf("gone").getId()).isEqualTo("Z");
    }

    private WatchedFile<SiteDirectory> replica(String name, String content) throws IOException {
        write(name, content);
        var file = watched(name);
        file.load().await().indefinitely();
        return file;
    }

    private WatchedFile<SiteDirectory> watched(String name) {
        return new WatchedFile<>(kind, folder.resolve(name), SitesFile::parse, store);
    }

    private static void refresh(WatchedFile<SiteDirectory> file) {
        file.refresh().await().indefinitely();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static String yaml(int version, String... ids) {
        var text = new StringBuilder("version: " + version + "\nsites:\n");
        for (var id : ids) {
            text.append("  - { id: %s, name: Clinic, zone: America/Chicago, hours: { monday: [\"08:00-17:00\"] } }\n"
                    .formatted(id));
        }
        return text.toString();
    }
}
