package org.carepromise.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.carepromise.launcher.Service;

/**
 * How late timers are while many others wait: those of promises in the service, beside db-scheduler doing the same work on
 * the same PostgreSQL, each in turn; and how long their events take to a client of the stream. An effect's instant is that
 * of its commit as the server noted it, for both.
 */
public final class TimersBench {

    private static final Duration LEAD = Duration.ofSeconds(4);
    private static final Duration DONE_WITHIN = Duration.ofMinutes(1);
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int WARM_UP_HERD = 5_000;
    private static final double TARGET_MILLIS = 250;
    private static final String PENDING = "pending";

    private static final String PROMISES =
            """
            INSERT INTO %s.promise (id, public_id, subject, site_id, policy_id, policy, policy_version, site_version,
                                    started_at, since, banked_micros, limit_at, first_limit_at, within_sla, at_risk_at,
                                    tiers_at, state, tier, epoch)
            SELECT id, 'prm_' || replace(id::text, '-', ''), policy || '-' || n, 'springfield', policy,
                   '{"clock": "ELAPSED", "limit": 7200000000, "atRiskPercent": 75, "pausable": false, \
            "tierPercents": []}', 1, 1000000, due, due, 0, due + interval '30 min', due + interval '30 min', true, due,
                   '{}', 'ON_TRACK', 0, 1
              FROM (SELECT uuidv7() AS id, n, ?::text AS policy, ?::timestamptz + n * ? * interval '1 microsecond' AS due
                      FROM generate_series(0, ? - 1) AS n) AS new
            """;

    private static final String COMMITS =
            """
            SELECT subject, (extract(epoch FROM at_risk_at) * 1000000)::bigint AS due,
                   (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000)::bigint AS committed
              FROM %s.promise WHERE policy_id = ? AND state = 'AT_RISK'
            """;

    private static final String EVENTS =
            "SELECT count(*), count(DISTINCT subject) FROM %s.event WHERE data ->> 'policy' = ?";

    private final TimersOptions options;
    private final Stage stage;
    private final Connection superuser;
    private final Api listener;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> delays = new ArrayList<>();

    /** What came of one stretch on one side. */
    private record Line(String stretch, Side side, int timers, Lateness late, long lost, long twice) {

        double perSecond() {
            return late.micros().length / (late.millis(1) / 1e3);
        }

        boolean isRight() {
            return lost == 0 && twice == 0 && late.early() == 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %s | %s | %d | %d | %d |",
                    stretch,
                    side.name(),
                    timers,
                    late.cells(),
                    stretch.startsWith("herd") ? String.format(Locale.ROOT, "%.0f", perSecond()) : "–",
                    lost,
                    twice,
                    late.early());
        }
    }

    private TimersBench(TimersOptions options, Stage stage, Connection superuser) throws Exception {
        this.options = options;
        this.stage = stage;
        this.superuser = superuser;
        this.listener = Api.as(
                        stage.address(Service.GATEWAY),
                        Map.of("role", "admin", "subject", "bench-listener", "sites", List.of("*")))
                .at(stage.address(Service.SCHEDULING));
    }

    public static void main(String... words) throws Exception {
        TimersOptions options;
        try {
            options = TimersOptions.of(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench/run timers: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        boolean right;
        try (var stage = new Stage(
                        Path.of("bench/target/timers"),
                        Service.SCHEDULING,
                        Map.of("track_commit_timestamp", "on"),
                        Map.of());
                var superuser = stage.superuser()) {
            StatementCosts.count(superuser, false);
            right = new TimersBench(options, stage, superuser).measure();
        }
        if (!right) {
            System.exit(1);
        }
    }

    private boolean measure() throws Exception {
        say("filling: twice " + options.pending() + " pending timers ...");
        stage.execute(DbScheduler.TABLES);
        for (var side : List.of(Side.CAREPROMISE, Side.DB_SCHEDULER)) {
            fill(side);
        }
        try (var rival = new DbScheduler(stage)) {
            say("warming up ...");
            round(Falling.steady("warm-up", options.rate(), WARM_UP), false);
            round(Falling.herd("warm-up herd", Math.min(options.herd(), WARM_UP_HERD)), false);
            lines.clear();
            delays.clear();
            for (int round = 1; round <= options.rounds(); round++) {
                boolean rivalFirst = round % 2 == 0;
                round(Falling.steady(options.rate() + "/s, " + round, options.rate(), options.stretch()), rivalFirst);
                round(Falling.herd("herd, " + round, options.herd()), rivalFirst);
            }
        }
        return print();
    }

    private void round(Falling falling, boolean rivalFirst) throws Exception {
        if (rivalFirst) {
            stretch(Side.DB_SCHEDULER, falling);
            stretch(Side.CAREPROMISE, falling);
        } else {
            stretch(Side.CAREPROMISE, falling);
            stretch(Side.DB_SCHEDULER, falling);
        }
    }

    private void fill(Side side) throws SQLException {
        // a year's worth, from tomorrow on; foreign keys are not looked up for each of a million
        long apart = Duration.ofDays(365).toMillis() * 1_000 / options.pending();
        try (var statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = 'replica'");
            plan(side, PENDING, options.pending(), apart, Instant.now().plus(1, ChronoUnit.DAYS));
            statement.execute("SET session_replication_role = 'origin'");
        }
    }

    private void plan(Side side, String policy, int timers, long microsApart, Instant firstAt) throws SQLException {
        superuser.setAutoCommit(false);
        try (var promises = superuser.prepareStatement(PROMISES.formatted(side.schema()));
                var set = superuser.prepareStatement(side.setTimers())) {
            promises.setString(1, policy);
            promises.setTimestamp(2, Timestamp.from(firstAt));
            promises.setLong(3, microsApart);
            promises.setInt(4, timers);
            promises.executeUpdate();
            set.setString(1, policy);
            set.executeUpdate();
            superuser.commit();
        } finally {
            superuser.setAutoCommit(true);
        }
    }

    private void stretch(Side side, Falling falling) throws Exception {
        say(falling.name() + ": " + side.name());
        for (var each : List.of(Side.CAREPROMISE, Side.DB_SCHEDULER)) {
            stage.execute("VACUUM (ANALYZE) " + each.schema() + ".promise");
            stage.execute("VACUUM (ANALYZE) " + each.schema() + ".event");
            stage.execute("VACUUM (ANALYZE) " + each.timers());
        }
        stage.execute("CHECKPOINT");
        var policy = falling.name().replaceAll("[^a-z0-9]+", "-");
        if (side == Side.CAREPROMISE) {
            try (var stream = new EventListener(listener)) {
                var line = run(side, falling, policy);
                waitUntilHeard(stream, falling.timers());
                delays.add(delay(falling, policy, stream));
                say(delays.get(delays.size() - 1));
                lines.add(line);
            }
        } else {
            lines.add(run(side, falling, policy));
        }
        say(lines.get(lines.size() - 1).toString());
    }

    private Line run(Side side, Falling falling, String policy) throws SQLException, InterruptedException {
        var firstAt = Instant.now().plus(LEAD).truncatedTo(ChronoUnit.MICROS);
        plan(side, policy, falling.timers(), falling.apart().toNanos() / 1_000, firstAt);
        if (!Instant.now().isBefore(firstAt)) {
            throw new IllegalStateException("the timers were due before they were all set");
        }
        var lastAt = firstAt.plus(falling.lasts());
        Thread.sleep(Duration.between(Instant.now(), lastAt).toMillis() + 1_000);
        waitUntilDone(side, lastAt);
        var late = commits(side, policy).values().stream()
                .mapToLong(commit -> commit[1] - commit[0])
                .toArray();
        try (var events = superuser.prepareStatement(EVENTS.formatted(side.schema()))) {
            events.setString(1, policy);
            try (var count = events.executeQuery()) {
                count.next();
                long told = count.getLong(2);
                return new Line(
                        falling.name(),
                        side,
                        falling.timers(),
                        new Lateness(late),
                        falling.timers() - Math.min(told, late.length),
                        count.getLong(1) - told);
            }
        }
    }

    private void waitUntilDone(Side side, Instant lastAt) throws SQLException, InterruptedException {
        var until = lastAt.plus(DONE_WITHIN);
        try (var left = superuser.prepareStatement(
                "SELECT EXISTS (SELECT FROM " + side.timers() + " WHERE " + side.isDue() + ")")) {
            left.setTimestamp(1, Timestamp.from(lastAt));
            while (Instant.now().isBefore(until)) {
                try (var row = left.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return;
                    }
                }
                Thread.sleep(500);
            }
        }
    }

    private static void waitUntilHeard(EventListener stream, int events) throws InterruptedException {
        var until = Instant.now().plus(HEARD_WITHIN);
        while (stream.micros().size() < events && Instant.now().isBefore(until)) {
            Thread.sleep(100);
        }
    }

    /** By subject, when it was due and when its effect was committed, in microseconds of the epoch. */
    private Map<String, long[]> commits(Side side, String policy) throws SQLException {
        var found = new HashMap<String, long[]>();
        try (var query = superuser.prepareStatement(COMMITS.formatted(side.schema()))) {
            query.setString(1, policy);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), new long[] {row.getLong(2), row.getLong(3)});
                }
            }
        }
        return found;
    }

    private String delay(Falling falling, String policy, EventListener stream) throws SQLException {
        var commits = commits(Side.CAREPROMISE, policy);
        commits.keySet().retainAll(stream.micros().keySet());
        var fromDue = new long[commits.size()];
        var fromCommit = new long[commits.size()];
        int at = 0;
        for (var commit : commits.entrySet()) {
            long heard = stream.micros().get(commit.getKey());
            fromDue[at] = heard - commit.getValue()[0];
            fromCommit[at++] = heard - commit.getValue()[1];
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %d | %d | %d |",
                falling.name(),
                at,
                new Lateness(fromDue).cells(),
                new Lateness(fromCommit).cells(),
                falling.timers() - at,
                stream.twice(),
                stream.resumed());
    }

    private boolean print() {
        say("");
        say("| timers due | by | timers | p50 ms | p99 ms | max ms | fired/s | lost | twice | early |");
        say("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        lines.forEach(line -> say(line.toString()));
        say("");
        say("| events to a client of the stream | events | from due: p50 ms | p99 ms | max ms "
                + "| from commit: p50 ms | p99 ms | max ms | missed | twice | resumed |");
        say("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        delays.forEach(TimersBench::say);
        say("");
        boolean inTime = lines.stream()
                .filter(line ->
                        line.side() == Side.CAREPROMISE && !line.stretch().startsWith("herd"))
                .allMatch(line -> line.late().millis(0.99) < TARGET_MILLIS);
        say("p99 below " + TARGET_MILLIS + " ms at " + options.rate() + "/s: " + (inTime ? "yes" : "NO"));
        say("ahead of db-scheduler in each herd: " + (isAhead() ? "yes" : "NO"));
        return lines.stream().allMatch(Line::isRight);
    }

    private boolean isAhead() {
        return herds(Side.CAREPROMISE).stream()
                        .mapToDouble(line -> line.late().millis(1))
                        .max()
                        .orElseThrow()
                < herds(Side.DB_SCHEDULER).stream()
                        .mapToDouble(line -> line.late().millis(1))
                        .min()
                        .orElseThrow();
    }

    private List<Line> herds(Side side) {
        return lines.stream()
                .filter(line -> line.side() == side && line.stretch().startsWith("herd"))
                .toList();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
