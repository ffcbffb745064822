package org.carepromise.launcher;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole of {@code ./run} but for the services themselves, on ports that nobody uses by default. */
class EmbeddedRunTest {

    private static final int OFFSET = 20_700;

    @TempDir
    Path root;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private ClosingOrder closing = ClosingOrder.create();
    private Checkout checkout;

    @BeforeEach
    void build() throws Exception {
        checkout = new Checkout(root);
        for (Service service : Service.all()) {
            FakeService.writeJar(checkout.jar(service));
        }
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    @Test
    void aRunLoadsDemoDataOnceAndTellsHowToBook() throws Exception {
        start(Optional.empty());

        assertThat(said).contains("demo data are loaded");
        assertThat(String.join("\n", said))
                .contains("http://localhost:" + (8080 + OFFSET) + "/docs")
                .contains("\"slotId\":\"slot_1\"", "'Idempotency-Key: first-slot_1'", "limit=3");
        String requests = Files.readString(checkout.log(Service.GATEWAY));
        assertThat(requests)
                .contains("POST /v1/visit-types demo-visit-type-primary-care")
                .contains("POST /v1/providers demo-provider-okafor")
                .contains("POST /v1/session-templates demo-session-template-patel-class");
        assertThat(checkout.data().resolve("demo-loaded")).exists();

        assertThatThrownBy(() -> CheckoutLock.take(checkout))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("./run works on this folder already (pid "
                        + ProcessHandle.current().pid() + ")");

        closing.close();
        closing = ClosingOrder.create();
        said.clear();
        start(Optional.of(Service.SCHEDULING));

        assertThat(Files.readString(checkout.log(Service.GATEWAY))).doesNotContain("POST /v1/providers");
        assertThat(checkout.logs().resolve("gateway.previous.log")).exists();
        assertThat(checkout.pids().resolve("gateway.pid")).exists();
        assertThat(checkout.pids().resolve("scheduling.pid")).doesNotExist();
        assertThat(Files.readString(checkout.run().resolve("scheduling.env")))
                .contains("QUARKUS_HTTP_PORT='" + (8081 + OFFSET) + "'")
                .contains("CAREPROMISE_DATABASE_ADDRESS='127.0.0.1:" + (15432 + OFFSET) + "/scheduling'")
                .contains("QUARKUS_OIDC_PUBLIC_KEY='MII");
        assertThat(String.join("\n", said)).contains("quarkus:dev -pl scheduling-service -am");
    }

    @Test
    void aPortInUseIsSaidBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(8080 + OFFSET, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(Optional.empty()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith(
                            "port " + taken.getLocalPort() + " is in use (gateway); stop what listens there")
                    .message()
                    .doesNotContain("\n");
        }
        assertThat(checkout.data()).doesNotExist();
    }

    @Test
    void whatIsNotBuiltIsNamed() throws Exception {
        Files.delete(checkout.jar(Service.GATEWAY));

        assertThatThrownBy(() -> start(Optional.empty()))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("not built: gateway/target/quarkus-app/quarkus-run.jar is missing");
    }

    private void start(Optional<Service> except) throws InterruptedException {
        Options options = new Options(false, true, Optional.empty(), except, OFFSET);
        new EmbeddedRun(
                        checkout,
                        options,
                        closing,
                        line -> said.addAll(line.lines().toList()))
                .start();
    }
}
