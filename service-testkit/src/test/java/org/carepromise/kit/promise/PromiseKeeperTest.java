package org.carepromise.kit.promise;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.timer.TimerPoller;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** A promise warns, breaks and climbs its ladder by itself, each once, and never after it has changed. */
@SampleTest
class PromiseKeeperTest {

    /** Two hours of every second at a site that never closes. */
    private static final PublishedPromise URGENT = PublishedPromise.URGENT_ANSWERED;

    private static final PublishedPromise ROUTINE = PublishedPromise.ROUTINE_ANSWERED;
    private static final String SITE = "night-desk";

    @Inject
    PromiseKeeper keeper;

    @Inject
    TimerPoller poller;

    @Inject
    Transactions transactions;

    @Inject
    ProductClock clock;

    @Inject
    Pool pool;

    private final String subject = "thing_" + UUID.randomUUID();

    @Test
    void aPromiseThatNobodyKeepsWarnsBreaksAndEscalatesEachOnceWithItsDueTime() {
        var made = make(URGENT);
        Things.advanceClock(Duration.ofHours(4));
        assertThat(now().state()).isEqualTo(PromiseState.BREACHED);
        assertThat(now().breachedAt()).contains(made.terms().breachAt());
        assertThat(now().tier()).isEqualTo(3);
        assertThat(events())
                .containsExactly(
                        "made 0",
                        "at-risk " + Duration.ofMinutes(90).toSeconds(),
                        "escalated " + Duration.ofMinutes(90).toSeconds(),
                        "breached 7200",
                        "escalated 7200",
                        "escalated " + Duration.ofHours(3).toSeconds());
    }

    @Test
    void anEventAtTheLimitItselfKeepsIt() {
        var made = make(URGENT);
        Things.advanceClock(Duration.ofHours(2).plusMinutes(5));
        assertThat(now().state()).isEqualTo(PromiseState.BREACHED);
        var other = "thing_" + UUID.randomUUID();
        run(tx -> keeper.make(tx, URGENT, other, SITE, made.startedAt()));
        var kept = run(tx -> keeper.keep(tx, URGENT, other, made.terms().limitAt()));
        assertThat(kept.state()).isEqualTo(PromiseState.KEPT);
        var late = "thing_" + UUID.randomUUID();
        run(tx -> keeper.make(tx, URGENT, late, SITE, made.startedAt()));
        var keptLate = run(tx -> keeper.keep(tx, URGENT, late, made.terms().breachAt()));
        assertThat(keptLate.state()).isEqualTo(PromiseState.BREACHED);
        assertThat(keptLate.keptAt()).contains(made.terms().breachAt());
    }

    @Test
    void whatFellDueBeforeAChangeIsToldThoughNoPollCameToIt() {
        var start = clock.instant().minus(Duration.ofHours(1).plusMinutes(40));
        run(tx -> keeper.make(tx, URGENT, subject, SITE, start));
        run(tx -> keeper.keep(tx, URGENT, subject, tx.now()));
        assertThat(events()).containsExactly("made 6000", "at-risk 5400", "escalated 5400", "kept 6000");
        poll();
        assertThat(events()).hasSize(4);
        assertThat(timers()).isZero();
    }

    @Test
    void aKeptPromiseIsLeftAloneByItsTimers() {
        make(URGENT);
        run(tx -> keeper.keep(tx, URGENT, subject, tx.now()));
        Things.advanceClock(Duration.ofHours(4));
        assertThat(now().state()).isEqualTo(PromiseState.KEPT);
        assertThat(events()).containsExactly("made 0", "kept 0");
    }

    @Test
    void aPauseBanksTheTimeAndNothingFallsDueWhileItLasts() {
        var made = make(ROUTINE);
        Things.advanceClock(Duration.ofHours(1));
        run(tx -> keeper.pause(tx, ROUTINE, subject));
        assertThat(timers()).isZero();
        Things.advanceClock(Duration.ofDays(30));
        assertThat(now().state()).isEqualTo(PromiseState.PAUSED);
        var resumed = run(tx -> keeper.resume(tx, ROUTINE, subject));
        assertThat(Duration.between(made.terms().limitAt(), resumed.terms().limitAt()))
                .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusMinutes(1));
        Things.advanceClock(Duration.ofDays(3));
        assertThat(now().breachedAt()).contains(resumed.terms().breachAt());
    }

    @Test
    void aRePromiseKeepsTheFirstLimitAndLeavesTheOldTimersWithoutEffect() {
        var made = make(URGENT);
        Things.advanceClock(Duration.ofMinutes(100));
        assertThat(now().state()).isEqualTo(PromiseState.AT_RISK);
        var later = made.terms().limitAt().plus(Duration.ofHours(6));
        var rePromised = run(tx -> keeper.rePromise(tx, URGENT, subject, later));
        assertThat(rePromised.state()).isEqualTo(PromiseState.ON_TRACK);
        assertThat(rePromised.firstLimitAt()).isEqualTo(made.terms().limitAt());
        Things.advanceClock(Duration.ofHours(2));
        assertThat(now().state()).isEqualTo(PromiseState.ON_TRACK);
        Things.advanceClock(Duration.ofHours(6));
        assertThat(now().breachedAt()).contains(later.plusNanos(1_000));
    }

    @Test
    void aWithdrawnPromiseMakesRoomForANewOneOfItsKind() {
        var first = make(URGENT);
        assertThat(run(tx -> keeper.withdraw(tx, URGENT, subject)).state()).isEqualTo(PromiseState.WITHDRAWN);
        var second = make(URGENT);
        assertThat(all()).extracting(Promise::id).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(run(tx -> keeper.keep(tx, URGENT, subject, tx.now())).id()).isEqualTo(second.id());
    }

    @Test
    void changesAndPollersRacingTellEveryThingOnceAndDeadlockNever() {
        int count = 60;
        var start = clock.instant().minus(Duration.ofMinutes(89).plusSeconds(59));
        var subjects = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> subject + "_" + i)
                .toList();
        subjects.forEach(each -> run(tx -> keeper.make(tx, URGENT, each, SITE, start)));
        Behind.change("UPDATE sla_timer SET due_at = due_at - interval '1 minute' WHERE promise_id IN"
                + " (SELECT id FROM promise WHERE subject LIKE '" + subject + "%') AND kind = 'AT_RISK'");
        Race.of(16, client -> {
            var random = ThreadLocalRandom.current();
            for (int i = 0; i < 25; i++) {
                if (client < 4) {
                    poll();
                } else {
                    var each = subjects.get(random.nextInt(count));
                    run(tx -> keeper.rePromise(tx, URGENT, each, tx.now().plus(Duration.ofDays(2))));
                }
            }
            return client;
        });
        poll();
        assertThat(Behind.count(
                        "SELECT count(*) FROM event WHERE subject LIKE ? AND type = 'carepromise.promise.at-risk.v1'",
                        subject + "\\_%"))
                .isEqualTo(count);
        assertThat(Behind.count(
                        "SELECT count(*) FROM sla_timer JOIN promise ON promise.id = promise_id WHERE promise.subject"
                                + " LIKE ? AND sla_timer.epoch <> promise.epoch",
                        subject + "\\_%"))
                .isZero();
    }

    private Promise make(PublishedPromise what) {
        return run(tx -> keeper.make(tx, what, subject, SITE, tx.now()));
    }

    private Promise now() {
        return all().get(0);
    }

    private List<Promise> all() {
        return keeper.of(pool, List.of(subject)).await().indefinitely();
    }

    private void poll() {
        poller.poll().await().indefinitely();
    }

    private <T> T run(Function<Tx, Uni<T>> work) {
        return transactions.run(work).await().indefinitely();
    }

    private long timers() {
        return Behind.count(
                "SELECT count(*) FROM sla_timer JOIN promise ON promise.id = promise_id WHERE promise.subject = ?",
                subject);
    }

    /** What was told of the subject, with the seconds since its clock began. */
    private List<String> events() {
        return Behind.select(
                "SELECT split_part(type, '.', 3) || ' ' || round(extract(epoch FROM time - (SELECT min(started_at) FROM promise"
                        + " WHERE promise.subject = event.subject))) FROM event WHERE subject = ? ORDER BY seq",
                subject);
    }
}
