package org.carepromise.kit.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Timers fire once, when they are due, in their order, and one that fails stands in nobody's way. */
@SampleTest
class TimerPollerTest {

    private static final String KIND = "test-alarm";

    /** Notes what fires, does harm where a test wants it to, and sets what a test wants to follow. */
    @Singleton
    static class Alarm implements TimerHandler {

        final List<Fired> fired = new CopyOnWriteArrayList<>();
        final Map<String, Timer> following = new ConcurrentHashMap<>();
        volatile Predicate<Timer> poisoned = timer -> false;
        volatile Predicate<Timer> held = timer -> false;

        @Inject
        Timers timers;

        record Fired(String subject, int tier, Instant now) {}

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Uni<Void> fire(Tx tx, DueTimers due) {
            due.timers().stream().filter(held).forEach(due::leave);
            if (due.timers().stream().anyMatch(poisoned)) {
                return Uni.createFrom().failure(new IllegalStateException("poison"));
            }
            due.timers().stream()
                    .filter(held.negate())
                    .forEach(timer -> fired.add(new Fired(timer.subject(), timer.tier(), tx.now())));
            var next = due.timers().stream()
                    .map(timer -> following.get(timer.subject() + timer.tier()))
                    .filter(java.util.Objects::nonNull)
                    .toList();
            tx.withCommit(tx.run(
                    "INSERT INTO counter (name, value) SELECT unnest($1::text[]), 1"
                            + " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1",
                    (Object) due.timers().stream()
                            .filter(held.negate())
                            .map(Timer::subject)
                            .distinct()
                            .toArray(String[]::new)));
            return timers.set(tx, next);
        }

        List<Fired> of(Set<String> subjects) {
            return fired.stream()
                    .filter(each -> subjects.contains(each.subject()))
                    .toList();
        }
    }

    @Inject
    Alarm alarm;

    @Inject
    TimerPoller poller;

    @Inject
    Timers timers;

    @Inject
    Transactions transactions;

    @Inject
    ProductClock clock;

    private final String subject = "thing_" + UUID.randomUUID();

    @Test
    void nothingFiresEarlyAndWhatIsDueFiresOnce() {
        set(timer(0, Duration.ofMinutes(10)));
        poll();
        assertThat(fired()).isEmpty();
        Things.advanceClock(Duration.ofMinutes(10));
        poll();
        poll();
        assertThat(fired()).hasSize(1);
        assertThat(pending()).isZero();
    }

    @Test
    void aTimerThatIsThereAlreadyIsNotSetTwice() {
        set(timer(0, Duration.ofMinutes(1)), timer(0, Duration.ofMinutes(2)));
        set(timer(0, Duration.ofMinutes(3)));
        assertThat(pending()).isOne();
    }

    @Test
    void clearedTimersDoNotFire() {
        set(timer(0, Duration.ofMinutes(1)), timer(1, Duration.ofMinutes(2)));
        run(tx -> timers.clear(tx, KIND, subject));
        Things.advanceClock(Duration.ofMinutes(5));
        assertThat(fired()).isEmpty();
    }

    @Test
    void aMoveOfTheClockFiresInDueOrderEachAtItsDueInstantWhatFollowsIncluded() {
        var start = clock.instant();
        var third = new Timer(
                KIND, subject, 3, 1, start.plus(Duration.ofMinutes(15)), "*", new io.vertx.core.json.JsonObject());
        alarm.following.put(subject + 1, third);
        set(
                timerAt(2, start.plus(Duration.ofMinutes(20))),
                timerAt(1, start.plus(Duration.ofMinutes(10))),
                timerAt(4, start.plus(Duration.ofMinutes(90))));
        Things.advanceClock(Duration.ofHours(1));
        assertThat(fired())
                .containsExactly(
                        new Alarm.Fired(subject, 1, start.plus(Duration.ofMinutes(10))),
                        new Alarm.Fired(subject, 3, start.plus(Duration.ofMinutes(15))),
                        new Alarm.Fired(subject, 2, start.plus(Duration.ofMinutes(20))));
        assertThat(pending()).isOne();
    }

    @Test
    void aPoisonedTimerIsSetAsideAfterSomeTriesAndStopsNobody() {
        alarm.poisoned = timer -> timer.subject().equals(subject) && timer.tier() == 1;
        set(timer(0, Duration.ofMinutes(1)), timer(1, Duration.ofMinutes(1)), timer(2, Duration.ofMinutes(1)));
        Things.advanceClock(Duration.ofHours(1));
        assertThat(fired()).extracting(Alarm.Fired::tier).containsExactly(0, 2);
        assertThat(Behind.count(
                        "SELECT count(*) FROM sla_timer WHERE subject = ? AND set_aside_at IS NOT NULL AND tries = 8",
                        subject))
                .isOne();
        assertThat(Behind.count("SELECT value FROM counter WHERE name = ?", subject))
                .isEqualTo(2);
        alarm.poisoned = timer -> false;
        List<String> ids = given().auth()
                .oauth2(Tokens.admin())
                .get("/v1/sample/set-aside-timers")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.subject == '" + subject + "' }.id");
        assertThat(ids).hasSize(1);
        replay(Tokens.staff("admin", "chatham"), "999999999999").then().statusCode(404);
        replay(Tokens.staff("agent", "*"), ids.get(0)).then().statusCode(403);
        replay(Tokens.admin(), ids.get(0)).then().statusCode(204);
        replay(Tokens.admin(), ids.get(0)).then().statusCode(404);
        poll();
        assertThat(fired()).extracting(Alarm.Fired::tier).containsExactly(0, 2, 1);
    }

    private static io.restassured.response.Response replay(String token, String id) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .post("/v1/sample/set-aside-timers/{id}/replay", id);
    }

    @Test
    void whatSomebodyElseHoldsIsLeftForTheNextPollAndCountsAsNoTry() {
        alarm.held = timer -> timer.subject().equals(subject);
        set(timer(0, Duration.ZERO));
        poll();
        assertThat(fired()).isEmpty();
        assertThat(Behind.count("SELECT count(*) FROM sla_timer WHERE subject = ? AND tries = 0", subject))
                .isOne();
        alarm.held = timer -> false;
        poll();
        assertThat(fired()).hasSize(1);
    }

    @Test
    void twelvePollersAtOnceFireEachOfTwoThousandOnce() {
        for (int batch = 0; batch < 4; batch++) {
            int from = batch * 500;
            set(java.util.stream.IntStream.range(from, from + 500)
                    .mapToObj(tier -> timer(tier, Duration.ZERO))
                    .toArray(Timer[]::new));
        }
        Race.of(12, i -> {
            while (pending() > 0) {
                poll();
            }
            return i;
        });
        assertThat(fired())
                .extracting(Alarm.Fired::tier)
                .doesNotHaveDuplicates()
                .hasSize(2_000);
    }

    private Timer timer(int tier, Duration after) {
        return timerAt(tier, clock.instant().plus(after));
    }

    private Timer timerAt(int tier, Instant dueAt) {
        return Timer.of(KIND, subject, tier, 1, dueAt, "*");
    }

    private void set(Timer... all) {
        run(tx -> timers.set(tx, List.of(all)));
    }

    private void poll() {
        poller.poll().await().indefinitely();
    }

    private <T> void run(java.util.function.Function<Tx, Uni<T>> work) {
        transactions.run(work).await().indefinitely();
    }

    private List<Alarm.Fired> fired() {
        return alarm.of(Set.of(subject));
    }

    private long pending() {
        return Behind.count("SELECT count(*) FROM sla_timer WHERE subject = ? AND set_aside_at IS NULL", subject);
    }
}
