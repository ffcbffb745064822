package org.carepromise.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.carepromise.launcher.Service;

/**
 * The rate of requests for callbacks beside pgbench with the same statements, where few wait and where a hundred thousand
 * wait at fifty sites, and how long taking the next one lasts while they wait at one. Ends with an error where the next one
 * takes 5 ms or longer at the median, or a statement reads the queue from beginning to end.
 */
public final class CallbacksBench {

    private static final String SITE = "bench";
    private static final double PROMISED_MILLIS = 5;
    private static final int SOME = 8;
    private static final int ONE = 1;
    private static final Duration TO_BE_TAKEN = Duration.ofSeconds(60);
    private static final Duration TAKING = Duration.ofSeconds(1);
    private static final int AGENTS = 1_000;
    /** Where it is noon, whenever this runs: nobody is called at night. */
    private static final int NOON = 12;

    private static final String OPEN_ALL_DAY =
            """

              - id: bench
                name: Bench
                zone: Etc/UTC
                hours:
                  monday-sunday: ["00:00-24:00"]
            """;

    private static final String REQUEST =
            """
            {"patient":{"id":"%s","name":"Ada Moreno","phone":"+1217%07d","language":"en","timeZone":"%s"},\
            "site":"bench","topic":"%s","acceptLater":true}""";

    private static final String NEXT = """
            {"site":"bench","skills":[%s],"languages":[%s]}""";

    private final Stage stage;
    private final Path folder;
    private final Options options;
    private final Vertx vertx;
    private final Api agent;
    private final String zone;

    private CallbacksBench(Stage stage, Path folder, Options options, Vertx vertx, Api agent) {
        this.stage = stage;
        this.folder = folder;
        this.options = options;
        this.vertx = vertx;
        this.agent = agent;
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        // the sign of these zones is the other way round
        this.zone = hour == NOON ? "Etc/UTC" : hour > NOON ? "Etc/GMT+" + (hour - NOON) : "Etc/GMT-" + (NOON - hour);
    }

    public static void main(String... words) throws Exception {
        Options options;
        try {
            options = Options.of(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench/run callbacks: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        var folder = Path.of("bench/target/callbacks");
        Files.createDirectories(folder);
        var sites = folder.resolve("sites.yaml");
        Files.writeString(sites, Files.readString(Path.of("config/sites.yaml")) + OPEN_ALL_DAY);
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        boolean right;
        try (var stage = new Stage(
                folder,
                Service.CALLBACK,
                Map.of(),
                Map.of("carepromise.sites.file", sites.toAbsolutePath().toString()))) {
            var admin = Api.as(
                    stage.address(Service.GATEWAY), Map.of("role", "admin", "subject", "bench", "sites", List.of("*")));
            right = new CallbacksBench(stage, folder, options, vertx, admin).measure();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        if (!right) {
            System.exit(1);
        }
    }

    private boolean measure() throws IOException, InterruptedException, SQLException {
        try (var superuser = stage.superuser()) {
            StatementCosts.count(superuser, false);
        }
        roster();
        askForThoseToBeTaken();
        say("requests at a site where few wait");
        say(requests().table());
        if (options.statements()) {
            statements();
        }
        say("requests at one of fifty sites, where 2,000 of 100,000 wait");
        fill();
        say(requests().table());
        atOneSite();
        say("the next one while 100,000 wait at one site");
        var next = next();
        say(next.table());
        boolean fast = next.slowestMedian() < PROMISED_MILLIS;
        say(fast ? "The next one stays below 5 ms." : "THE NEXT ONE TAKES 5 MS OR LONGER.");
        return planned() && fast;
    }

    /** Alike but for what they do and speak; many, so that a promise is found. */
    private void roster() throws IOException, InterruptedException {
        for (var languages : List.of(List.of("en"), List.of("en", "es"))) {
            agent.post(
                    "/v1/callback-rosters",
                    Map.of(
                            "site",
                            SITE,
                            "name",
                            "Bench",
                            "skills",
                            List.of("scheduling", "billing", "clinical"),
                            "languages",
                            languages,
                            "weekly",
                            List.of(Map.of(
                                    "weekdays",
                                    List.of(
                                            "MONDAY",
                                            "TUESDAY",
                                            "WEDNESDAY",
                                            "THURSDAY",
                                            "FRIDAY",
                                            "SATURDAY",
                                            "SUNDAY"),
                                    "startsAt",
                                    "00:00",
                                    "endsAt",
                                    "24:00",
                                    "agents",
                                    AGENTS))));
        }
    }

    /** They come before all others in the end: nobody could decipher the patients of those that SQL makes. */
    private void askForThoseToBeTaken() throws SQLException, InterruptedException {
        new HttpLoad("to be taken", address(), this::request, vertx).run(SOME, TO_BE_TAKEN);
        stage.execute("UPDATE callback SET site_id = 'aside'");
    }

    private Results requests() throws IOException, InterruptedException, SQLException {
        var loads = new ArrayList<Load>();
        loads.add(new HttpLoad("service", address(), this::request, vertx));
        pgbench().ifPresent(loads::add);
        loads.get(0).run(SOME, options.warmUp());
        var results = new Results();
        for (int round = 0; round < options.rounds(); round++) {
            for (var load : loads) {
                for (int clients : new int[] {SOME, ONE}) {
                    results.add(load.name(), clients, load.run(clients, options.stretch()));
                }
            }
        }
        return results;
    }

    private void statements() throws SQLException, InterruptedException {
        try (var superuser = stage.superuser()) {
            StatementCosts.count(superuser, true);
            new HttpLoad("service", address(), this::request, vertx).run(SOME, options.stretch());
            say(StatementCosts.table(superuser));
            StatementCosts.count(superuser, false);
        }
    }

    private void fill() throws IOException, SQLException {
        try (var volume = CallbacksBench.class.getResourceAsStream("callbacks.sql")) {
            stage.execute(new String(volume.readAllBytes(), StandardCharsets.UTF_8).formatted(zone));
        }
        settle();
    }

    /** The harder case: who takes the next one looks at all of them. */
    private void atOneSite() throws SQLException {
        stage.execute("UPDATE callback SET site_id = 'bench' WHERE site_id <> 'bench'");
        settle();
    }

    private void settle() throws SQLException {
        stage.execute("VACUUM (ANALYZE)");
        stage.execute("CHECKPOINT");
    }

    private Optional<Pgbench> pgbench() throws IOException, InterruptedException, SQLException {
        var random = new SplittableRandom();
        var last = new Asked[1];
        var heard = new StatementLog(stage).of(() -> {
            for (int i = 0; i < HeardStatements.BOOKINGS; i++) {
                last[0] = request(random);
                agent.at(address()).post(last[0].path(), last[0].headers().get("Idempotency-Key"), last[0].body());
            }
        });
        var transaction = HeardStatements.transactionWith(last[0].headers().get("Idempotency-Key"), heard);
        var found = Pgbench.find(stage.database(), folder.resolve("pgbench"), CallbackScript.of(transaction));
        if (found.isEmpty()) {
            say("pgbench is not on the PATH (apt: postgresql-contrib): going on without its column");
        }
        return found;
    }

    private Results next() throws InterruptedException {
        var results = new Results();
        new HttpLoad("nobody", address(), next("\"portal\"", "\"en\""), vertx).run(ONE, options.warmUp());
        for (int round = 0; round < options.rounds(); round++) {
            for (var who : whoAsks().entrySet()) {
                var load = new HttpLoad(who.getKey(), address(), who.getValue(), vertx);
                load.run(ONE, TAKING.dividedBy(2));
                results.add(who.getKey(), ONE, load.run(ONE, TAKING));
            }
        }
        return results;
    }

    private Map<String, Function<SplittableRandom, Asked>> whoAsks() {
        var asked = new LinkedHashMap<String, Function<SplittableRandom, Asked>>();
        asked.put("one skill, one language", next("\"scheduling\"", "\"en\""));
        asked.put("three skills, two languages", next("\"scheduling\",\"billing\",\"clinical\"", "\"en\",\"es\""));
        asked.put("a skill that nobody waits for", next("\"portal\"", "\"en\",\"es\""));
        return asked;
    }

    private Function<SplittableRandom, Asked> next(String skills, String languages) {
        return random -> new Asked(
                "/v1/callbacks/next",
                Map.of("Authorization", agent.header("Authorization")),
                NEXT.formatted(skills, languages));
    }

    private Asked request(SplittableRandom random) {
        var key = "bench-" + new UUID(random.nextLong(), random.nextLong());
        return new Asked(
                "/v1/callbacks",
                Map.of("Authorization", agent.header("Authorization"), "Idempotency-Key", key),
                REQUEST.formatted(
                        key,
                        2_000_000 + random.nextInt(7_999_999),
                        zone,
                        List.of("scheduling", "billing", "clinical").get(random.nextInt(3))));
    }

    private boolean planned() throws IOException, InterruptedException, SQLException {
        var heard = new LinkedHashMap<String, StatementLog.Statement>();
        var log = new StatementLog(stage).of(() -> {
            for (var who : whoAsks().values()) {
                new HttpLoad("once", address(), who, vertx).run(ONE, Duration.ZERO);
            }
        });
        log.stream()
                .filter(statement -> statement.sql().contains(" FROM callback"))
                .forEach(statement -> heard.put(statement.sql(), statement));
        say("");
        say(Plan.HEADER);
        boolean byIndex = true;
        for (var statement : heard.values()) {
            var plan = Plan.of(stage, statement);
            say(plan.toString());
            byIndex &= !plan.readsAll();
        }
        say(
                byIndex
                        ? "\nNo statement reads the queue from beginning to end."
                        : "\nSOME STATEMENT READS THE WHOLE QUEUE.");
        return byIndex;
    }

    private URI address() {
        return stage.address(Service.CALLBACK);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
