package org.carepromise.kit.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import org.eclipse.microprofile.config.ConfigProvider;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * Keeps the sandbox out of production: its resources do not exist there, and a process that is not safe there won't start.
 */
@ApplicationScoped
public class SandboxGuard {

    private final SandboxConfig config;

    SandboxGuard(SandboxConfig config) {
        this.config = config;
    }

    /** Before anything else: what is unsafe in production does not start there. */
    void refuseUnsafeProduction(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        if (!ConfigUtils.isProfileActive(LaunchMode.NORMAL.getDefaultProfile())) {
            return;
        }
        var settings = ConfigProvider.getConfig();
        var faults = ProductionRules.faults(
                name -> settings.getOptionalValue(name, String.class), SandboxGuard::holdsSandboxKeys);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("not safe in production: " + String.join("; ", faults));
        }
    }

    /** In production only the issuer holds the key that signs tokens. */
    static boolean holdsSandboxKeys(String folder) {
        return Files.exists(Path.of(folder, "token-private.pem"));
    }

    public boolean enabled() {
        return config.enabled();
    }

    /** @throws Problem {@code not-found} outside a sandbox, as if the resource were not there */
    public void require() {
        if (!config.enabled()) {
            throw Problem.of(HttpProblem.NOT_FOUND);
        }
    }
}
