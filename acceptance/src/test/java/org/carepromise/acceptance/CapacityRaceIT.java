package org.carepromise.acceptance;

import java.sql.SQLException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import org.carepromise.launcher.Service;
import org.carepromise.testkit.DoubleBookings;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Nobody makes it double-book: every race through the gateway, in calm and while the service dies, then the database. */
@ExtendWith(WholeProduct.class)
class CapacityRaceIT {

    private static final int ROUNDS = 20;

    /** A race has more requests than this: so it is not over when the service dies. */
    private static final int MOST_BEFORE_A_KILL = 40;

    private static final Clients IN_CALM = Clients.inCalm();
    private static final Clients IN_A_STORM = Clients.inAStorm();

    private static int deadlocksBefore;

    @BeforeAll
    static void countDeadlocks() throws SQLException {
        deadlocksBefore = deadlocks();
    }

    @AfterAll
    static void report() throws SQLException {
        System.out.printf(
                "capacity races: in calm %s; in a storm %s; %d deadlocks resolved%n",
                IN_CALM, IN_A_STORM, deadlocks() - deadlocksBefore);
    }

    @TestFactory
    Stream<DynamicTest> oneRound() {
        return round(IN_CALM, race -> race.accept(IN_CALM));
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> twentyRounds() {
        return IntStream.range(0, ROUNDS).boxed().flatMap(number -> oneRound());
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> oneRoundInWhichTheServiceIsKilledInTheMidstOfEachRace() {
        var random = new Random();
        return round(IN_A_STORM, race -> {
            int kill = IN_A_STORM.answered() + random.nextInt(MOST_BEFORE_A_KILL);
            Race.of(2, i -> i == 0 ? run(race) : killAfter(kill));
        });
    }

    private static Stream<DynamicTest> round(Clients clients, Consumer<Consumer<Clients>> runner) {
        return CapacityRaces.all().entrySet().stream()
                .map(race -> dynamicTest(race.getKey(), () -> {
                    runner.accept(race.getValue());
                    assertThat(DoubleBookings.in(WholeProduct.database())).isEmpty();
                    assertThat(clients.acknowledged().broken()).isEmpty();
                }));
    }

    private static boolean run(Consumer<Clients> race) {
        race.accept(IN_A_STORM);
        return true;
    }

    private static boolean killAfter(int answers) {
        while (IN_A_STORM.answered() < answers) {
            Thread.onSpinWait();
        }
        try {
            WholeProduct.killAndAwaitNextLife(Service.SCHEDULING);
            return true;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static int deadlocks() throws SQLException {
        return WholeProduct.query(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", row -> row.getInt(1));
    }
}
