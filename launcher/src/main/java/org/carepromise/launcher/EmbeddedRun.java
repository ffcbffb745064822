package org.carepromise.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** From nothing to ready: what {@code ./run} starts, in order. What was started is handed to the closing order at once. */
final class EmbeddedRun {

    private static final int DATABASE_PORT = 15432;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration DATABASE_STOPS_WITHIN = Duration.ofSeconds(30);

    private final Checkout checkout;
    private final Options options;
    private final ClosingOrder closing;
    private final Consumer<String> says;
    private final long startedAtNanos = System.nanoTime();

    EmbeddedRun(Checkout checkout, Options options, ClosingOrder closing, Consumer<String> says) {
        this.checkout = checkout;
        this.options = options;
        this.closing = closing;
        this.says = line -> {
            if (!closing.isClosing()) {
                says.accept(line);
            }
        };
    }

    /** @throws CannotStart one line that says what is in the way */
    void start() throws InterruptedException {
        closing.start(() -> CheckoutLock.take(checkout));
        List<Service> services = options.services();
        checkout.requireBuilt(services);
        new LeftBehind(checkout, says).stop();
        if (options.reset()) {
            reset();
        }
        requireFreePorts();
        setOldLogsAside();
        SandboxKeys keys = SandboxKeys.in(checkout.keys());
        ServicePrograms programs = new ServicePrograms(checkout, keys, options.portOffset());
        says.accept("starting PostgreSQL, "
                + services.stream().map(Service::label).collect(Collectors.joining(", ")) + " ...");
        EmbeddedDatabase database = closing.start(
                () -> EmbeddedDatabase.durable(checkout.database(), DATABASE_PORT + options.portOffset(), Map.of()));
        closing.start(() -> DatabaseWatch.over(database, says));
        Fleet fleet = closing.start(() -> new Fleet(Clock.systemUTC(), says));
        for (Service service : services) {
            fleet.start(programs.program(service, databaseOf(service, database)));
        }
        fleet.awaitReady(READY_WITHIN);
        if (closing.isClosing()) {
            return;
        }
        says.accept("ready after %.1f s".formatted((System.nanoTime() - startedAtNanos) / 1e9));
        tell(programs, database);
    }

    private static Optional<ServiceDatabase> databaseOf(Service service, EmbeddedDatabase database) {
        return service.keepsData() ? Optional.of(database.createService(service.label())) : Optional.empty();
    }

    /** Moved away first: a reset that is broken off must not leave half a database where a whole one is looked for. */
    private void reset() {
        EmbeddedDatabase.leftBehindOn(checkout.database().data())
                .ifPresent(postmaster -> postmaster.stop(DATABASE_STOPS_WITHIN));
        FolderTree.delete(checkout.cleared());
        try {
            if (Files.exists(checkout.data())) {
                Files.move(checkout.data(), checkout.cleared());
            }
        } catch (IOException e) {
            throw new CannotStart("cannot clear " + checkout.data() + ": " + e.getMessage(), e);
        }
        FolderTree.delete(checkout.cleared());
        says.accept("data of earlier runs are cleared");
    }

    private void requireFreePorts() {
        if (EmbeddedDatabase.leftBehindOn(checkout.database().data()).isEmpty()) {
            Ports.requireFree(DATABASE_PORT + options.portOffset(), "PostgreSQL");
        }
        for (Service service : options.services()) {
            Ports.requireFree(service.port() + options.portOffset(), service.label());
            Ports.requireFree(service.managementPort() + options.portOffset(), service.label() + "'s management");
        }
    }

    private void setOldLogsAside() {
        try {
            for (Service service : options.services()) {
                Path log = checkout.log(service);
                if (Files.exists(log)) {
                    Files.move(
                            log,
                            log.resolveSibling(service.label() + ".previous.log"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + checkout.logs(), e);
        }
    }

    private void tell(ServicePrograms programs, EmbeddedDatabase database) throws InterruptedException {
        if (options.only().isPresent()) {
            Service service = options.only().get();
            says.accept(Guide.alone(service, programs, checkout, databaseOf(service, database)));
        } else if (options.services().contains(Service.GATEWAY)) {
            tellOfGateway(programs);
        }
        options.except().ifPresent(service -> tellOfLeftOut(service, programs, database));
        says.accept("Ctrl-C stops all; data stay for the next ./run.");
    }

    private void tellOfGateway(ServicePrograms programs) throws InterruptedException {
        URI gateway = URI.create("http://localhost:" + programs.port(Service.GATEWAY));
        Guide guide = new Guide(gateway, checkout);
        boolean allRun = options.except().isEmpty();
        if (allRun && options.demo()) {
            loadDemoData(gateway);
        }
        says.accept(guide.addresses() + guide.token() + guide.search() + (allRun ? bookingIn(guide) : ""));
    }

    private void loadDemoData(URI gateway) throws InterruptedException {
        try {
            if (new DemoData(gateway, new DemoProgress(checkout.data())).load()) {
                says.accept("demo data are loaded");
            }
        } catch (GatewayClient.Refused e) {
            says.accept("demo data are not complete (the next ./run goes on): " + e.getMessage());
        }
    }

    private String bookingIn(Guide guide) throws InterruptedException {
        try {
            return guide.booking();
        } catch (GatewayClient.Refused e) {
            says.accept("no free visit was found to book: " + e.getMessage());
            return "";
        }
    }

    /** In a file rather than on the terminal: passwords are among the values. */
    private void tellOfLeftOut(Service service, ServicePrograms programs, EmbeddedDatabase database) {
        Map<String, String> environment =
                new TreeMap<>(ServicePrograms.environment(programs.settings(service, databaseOf(service, database))));
        Path file = checkout.run().resolve(service.label() + ".env");
        PrivateFile.write(
                file,
                environment.entrySet().stream()
                        .map(variable ->
                                variable.getKey() + "='" + variable.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining()));
        says.accept(Guide.leftOut(service, file));
    }
}
