package org.carepromise.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a service is run as a process of this machine: command, configuration, ports, files. */
public final class ServicePrograms {

    private final Checkout checkout;
    private final SandboxKeys keys;
    private final int portOffset;

    /** @param portOffset added to every port, 0 for the ones that the documentation names */
    public ServicePrograms(Checkout checkout, SandboxKeys keys, int portOffset) {
        this.checkout = checkout;
        this.keys = keys;
        this.portOffset = portOffset;
    }

    public int port(Service service) {
        return service.port() + portOffset;
    }

    public int managementPort(Service service) {
        return service.managementPort() + portOffset;
    }

    /** {@link #program(Service, Optional, Map, List)} as {@code ./run} has it. */
    public ChildProgram program(Service service, Optional<ServiceDatabase> database) {
        return program(service, database, Map.of(), List.of());
    }

    /**
     * @param database empty for a service that keeps no data
     * @param settings configuration properties that win over the usual ones
     * @param jvmFlags come last, so that they win over the usual ones
     */
    public ChildProgram program(
            Service service, Optional<ServiceDatabase> database, Map<String, String> settings, List<String> jvmFlags) {
        Map<String, String> all = settings(service, database);
        all.putAll(settings);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + service.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmFlags);
        command.add("-jar");
        command.add(checkout.jar(service).toString());
        return new ChildProgram(
                service.label(),
                command,
                environment(all),
                checkout.root(),
                checkout.log(service),
                checkout.pids().resolve(service.label() + ".pid"),
                ready(service));
    }

    private URI ready(Service service) {
        return URI.create("http://127.0.0.1:" + managementPort(service) + "/q/health/ready");
    }

    /** Configuration properties by name. Loopback only: the sandbox gives anybody who asks any role. */
    public Map<String, String> settings(Service service, Optional<ServiceDatabase> database) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.profile", "sandbox");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port(service)));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(managementPort(service)));
        settings.put("quarkus.oidc.public-key", keys.publicKeyOneLine());
        settings.put("carepromise.keys.directory", keys.folder().toString());
        settings.put("carepromise.sites.file", checkout.sites().toString());
        settings.put("carepromise.policies.file", checkout.policies().toString());
        settings.put("carepromise.links.base-url", "http://127.0.0.1:" + port(Service.GATEWAY));
        database.ifPresent(its -> settings.putAll(its.settings()));
        if (service == Service.MESSAGING) {
            settings.put("carepromise.messages.callbacks.service", "http://127.0.0.1:" + port(Service.CALLBACK));
        }
        if (service == Service.SCHEDULING || service == Service.CALLBACK) {
            settings.put("carepromise.triage.rules-from", "http://127.0.0.1:" + port(Service.MESSAGING));
        }
        if (service == Service.GATEWAY) {
            for (Service behind : Service.all()) {
                if (behind != Service.GATEWAY) {
                    settings.put("carepromise.gateway.services." + behind.label(), "http://127.0.0.1:" + port(behind));
                    settings.put(
                            "carepromise.gateway.readiness." + behind.label(),
                            ready(behind).toString());
                }
            }
        }
        return settings;
    }

    /** MicroProfile Config's rule for environment variables: what is no letter or digit becomes an underscore. */
    public static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) ->
                environment.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        return environment;
    }
}
