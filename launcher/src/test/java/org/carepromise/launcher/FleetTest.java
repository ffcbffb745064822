package org.carepromise.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FleetTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Fleet fleet =
            new Fleet(InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")), said::add, Duration.ofMillis(300));

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aKilledChildIsStartedAgainAndThatIsSaid() throws Exception {
        fleet.start(serving("clinic"));
        fleet.awaitReady(SOON);
        long first = fleet.pid("clinic");

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        assertThat(nextLine()).startsWith("clinic died (exit code 137) and is started again; see ");
        fleet.awaitReady(SOON);
        assertThat(fleet.pid("clinic")).isNotEqualTo(first);
        assertThat(folder.resolve("clinic.pid")).hasContent(Long.toString(fleet.pid("clinic")));
    }

    @Test
    void aChildThatKeepsDyingIsGivenUpAfterFiveRestarts() throws Exception {
        fleet.start(program("broken", List.of("sh", "-c", "exit 3"), Map.of(), Ports.free()));

        assertThatThrownBy(() -> fleet.awaitReady(SOON))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("broken does not start; see ");
        for (int restart = 1; restart <= 5; restart++) {
            assertThat(nextLine()).startsWith("broken died (exit code 3) and is started again");
        }
        assertThat(nextLine())
                .startsWith("broken died (exit code 3) after 5 restarts within 60 s: it is not started again");
        assertThat(fleet.isGivenUp("broken")).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void closingStopsEveryChildEvenOneThatIgnoresSigterm() throws Exception {
        fleet.start(serving("clinic"));
        fleet.start(
                program("stubborn", List.of("sh", "-c", "trap '' TERM; while :; do :; done"), Map.of(), Ports.free()));
        ProcessHandle clinic = ProcessHandle.of(fleet.pid("clinic")).orElseThrow();
        ProcessHandle stubborn = ProcessHandle.of(fleet.pid("stubborn")).orElseThrow();

        fleet.close();

        assertThat(clinic.isAlive()).isFalse();
        assertThat(stubborn.isAlive()).isFalse();
        assertThat(said).isEmpty();
        assertThat(folder.resolve("clinic.pid")).doesNotExist();
    }

    @Test
    void aChildThatIsNeverReadyIsNamed() {
        fleet.start(program(
                "mute", List.of("sh", "-c", "while :; do read line < /dev/zero; done"), Map.of(), Ports.free()));

        assertThatThrownBy(() -> fleet.awaitReady(Duration.ofMillis(200)))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("mute is not ready after 0 s; see ");
    }

    @Test
    void aProgramDoesNotTellItsEnvironment() {
        assertThat(program("clinic", List.of("true"), Map.of("PASSWORD", "s3cret"), 1)
                        .toString())
                .doesNotContain("s3cret");
    }

    private String nextLine() throws InterruptedException {
        String line = said.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(line).as("a line in time").isNotNull();
        return line;
    }

    private ChildProgram serving(String name) {
        int management = Ports.free();
        return program(
                name,
                List.of(JAVA, "-Xmx32m", "-cp", FakeService.testClasses().toString(), FakeService.class.getName()),
                Map.of(
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                        "QUARKUS_HTTP_PORT", Integer.toString(Ports.free())),
                management);
    }

    private ChildProgram program(String name, List<String> command, Map<String, String> environment, int port) {
        return new ChildProgram(
                name,
                command,
                environment,
                folder,
                folder.resolve(name + ".log"),
                folder.resolve(name + ".pid"),
                URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    }
}
