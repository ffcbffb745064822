package org.carepromise.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.carepromise.launcher.Service;

/**
 * The booking's rate and latency: at the service, through the gateway, and of pgbench with the same statements on the same
 * PostgreSQL. All take turns, round after round, so that what the machine does beside them falls on each.
 */
public final class BookingBench {

    private static final int MANY = 64;
    /** The connections that the service has: where pgbench is about at its best. */
    private static final int AS_THE_POOL = 20;

    private static final int ONE = 1;

    /** As many as may come the moment that a service says it is ready, one booking each. */
    private static final int AT_ONCE = 50;

    private static final int PROVIDERS = 40;

    private BookingBench() {}

    public static void main(String... words) throws Exception {
        Options options;
        try {
            options = Options.of(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench/run booking: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        var folder = Path.of("bench/target/booking");
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (var stage = new Stage(folder)) {
            measure(options, stage, folder, vertx);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void measure(Options options, Stage stage, Path folder, Vertx vertx)
            throws IOException, InterruptedException, SQLException {
        try (var superuser = stage.superuser()) {
            StatementCosts.count(superuser, false);
        }
        var clinic = Clinic.moveIn(stage.address(Service.GATEWAY), PROVIDERS);
        if (options.hotSlot()) {
            clinic = clinic.ofOneSlot();
            stage.execute("UPDATE slot SET capacity = 1000000");
        }
        Function<SplittableRandom, Asked> bookings = booked(clinic);
        var service = new HttpLoad("service", stage.address(Service.SCHEDULING), bookings, vertx);
        var gateway = new HttpLoad("gateway", stage.address(Service.GATEWAY), bookings, vertx);
        var loads = new ArrayList<Load>(List.of(service, gateway));

        stage.restart();
        var before = new Results();
        before.add("service, just started", AT_ONCE, service.run(AT_ONCE, Duration.ZERO));
        say(before.table());
        before.add("warm-up", MANY, gateway.run(MANY, options.warmUp()));
        var heard = HeardStatements.of(stage, clinic, stage.address(Service.SCHEDULING));
        var booked = before.booked() + HeardStatements.BOOKINGS;
        String script;
        try (var superuser = stage.superuser()) {
            script = BookingScript.of(heard, superuser, options.hotSlot());
        }
        var pgbench = Pgbench.find(stage.database(), folder.resolve("pgbench"), script);
        pgbench.ifPresentOrElse(
                loads::add,
                () -> say("pgbench is not on the PATH (apt: postgresql-contrib): going on without its column"));
        stage.execute("VACUUM (ANALYZE)");
        stage.execute("CHECKPOINT");

        var results = new Results();
        for (int round = 1; round <= options.rounds(); round++) {
            say("round " + round + " of " + options.rounds());
            for (var load : loads) {
                results.add(load.name(), MANY, load.run(MANY, options.stretch()));
            }
            for (var load : loads) {
                results.add(load.name(), ONE, load.run(ONE, options.stretch().dividedBy(2)));
            }
            if (pgbench.isPresent()) {
                results.add(
                        "pgbench",
                        AS_THE_POOL,
                        pgbench.get().run(AS_THE_POOL, options.stretch().dividedBy(2)));
            }
        }
        say("");
        say(results.table());
        if (options.statements()) {
            booked += statements(stage, service, options);
        }
        check(stage, booked + results.booked(), results.nothingRefused());
    }

    private static Function<SplittableRandom, Asked> booked(Clinic clinic) {
        return random -> clinic.nextBooking(random).asked();
    }

    /** @return how many were booked meanwhile */
    private static long statements(Stage stage, Load service, Options options)
            throws SQLException, IOException, InterruptedException {
        try (var superuser = stage.superuser()) {
            StatementCosts.count(superuser, true);
            var measured = service.run(MANY, options.stretch());
            say(StatementCosts.table(superuser));
            StatementCosts.count(superuser, false);
            return measured.booked();
        }
    }

    private static void check(Stage stage, long booked, boolean nothingRefused) throws SQLException {
        Books books;
        try (var superuser = stage.superuser()) {
            books = Books.read(superuser);
        }
        var agree = books.agreeWith(booked);
        say((agree ? "The database agrees: " : "THE DATABASE DISAGREES: ") + booked + " were answered as booked, "
                + books);
        if (!agree || !nothingRefused) {
            System.exit(1);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
