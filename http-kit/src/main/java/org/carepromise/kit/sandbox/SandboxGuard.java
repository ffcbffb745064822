package org.carepromise.kit.sandbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Keeps the sandbox out of production: its resources do not exist there, and a process that asks for it won't start. */
@ApplicationScoped
public class SandboxGuard {

    private final SandboxConfig config;

    SandboxGuard(SandboxConfig config) {
        this.config = config;
    }

    void refuseInProduction(
            @Observes @jakarta.annotation.Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        refuse(config.enabled(), ConfigUtils.isProfileActive(LaunchMode.NORMAL.getDefaultProfile()));
    }

    static void refuse(boolean sandbox, boolean production) {
        if (sandbox && production) {
            throw new IllegalStateException("carepromise.sandbox.enabled is set under the production profile: "
                    + "anybody could make tokens and move the clock. Unset it, or start under another profile.");
        }
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
