package org.carepromise.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.carepromise.launcher.Service;

import static org.assertj.core.api.Assertions.assertThat;

/** What is unsafe in production does not start there, and says why. */
@ExtendWith(WholeProduct.class)
class ProductionIT {

    @ParameterizedTest
    @EnumSource(Service.class)
    void aSandboxDoesNotStartUnderTheProductionProfile(Service service) throws IOException, InterruptedException {
        var program = WholeProduct.program(
                service,
                Map.of(
                        "quarkus.profile", "prod",
                        "carepromise.sandbox.enabled", "true",
                        "quarkus.http.port", "0",
                        "quarkus.management.port", "0"));
        var builder = new ProcessBuilder(program.command()).redirectErrorStream(true);
        builder.environment().putAll(program.environment());
        var process = builder.start();
        try {
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(output)
                    .contains("not safe in production")
                    .contains("carepromise.sandbox.enabled is set")
                    .contains("carepromise.keys.directory holds a sandbox's keys");
        } finally {
            process.destroyForcibly();
        }
    }
}
