package org.carepromise.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;

import static org.assertj.core.api.Assertions.assertThat;

/** Agent lead, supervisor, manager: each hears once, whether the clock goes slowly or jumps. */
@CallbackTest
class EscalationTest {

    private static final List<Object> ALL =
            List.of("promise-tier-1 agent-lead", "promise-tier-2 supervisor", "promise-tier-3 manager");

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5);
    }

    @Test
    void eachTierAlertsAPostOfItsOwn() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClock(nine.plus(Duration.ofMinutes(89)));
        assertThat(alerts(id)).isEmpty();
        Desk.moveClock(nine.plus(Duration.ofMinutes(91)));
        assertThat(alerts(id)).isEqualTo(ALL.subList(0, 1));
        Desk.moveClock(nine.plus(Duration.ofMinutes(121)));
        assertThat(alerts(id)).isEqualTo(ALL.subList(0, 2));
        Desk.moveClock(nine.plus(Duration.ofMinutes(181)));
        assertThat(alerts(id)).isEqualTo(ALL);
    }

    @Test
    void aLongWayOfTheClockAlertsEachOnce() {
        var id = Desk.asked(Desk.request(Desk.patient()));
        Desk.moveClock(nine.plus(Duration.ofHours(10)));
        assertThat(alerts(id)).isEqualTo(ALL);
        assertThat(Behind.ask(
                        "SELECT type FROM event WHERE subject = ? AND type LIKE 'carepromise.promise.%' ORDER BY seq",
                        id))
                .containsExactly(
                        "carepromise.promise.made.v1",
                        "carepromise.promise.at-risk.v1",
                        "carepromise.promise.escalated.v1",
                        "carepromise.promise.breached.v1",
                        "carepromise.promise.escalated.v1",
                        "carepromise.promise.escalated.v1");
    }

    private static List<Object> alerts(String callback) {
        return Behind.ask("SELECT kind || ' ' || role FROM alert WHERE subject = ? ORDER BY kind", callback);
    }
}
