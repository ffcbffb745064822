package org.carepromise.messaging.emergency;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.peer.ServiceToken;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** An emergency that nobody sees: somebody is alerted once more, and the patient is called, first and once. */
@MessageTest
class EmergencyLoopTest {

    private static final Duration QUARTER = Duration.ofMinutes(15).plusSeconds(1);

    @Inject
    MakeCallbacks makeCallbacks;

    @Inject
    ServiceToken token;

    @Inject
    ProductClock clock;

    @Inject
    Vertx vertx;

    private final CallbackDesk desk = new CallbackDesk();

    /** The machine's time as far as tries are concerned. */
    private Instant machine;

    @BeforeEach
    void empty() {
        Inbox.empty();
        machine = clock.machineInstant();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void whatSomebodySawInTimeNeedsNobodyElse() {
        var id = Inbox.written("pat-ada", Inbox.EMERGENCY);
        Inbox.say(Inbox.NURSE, id, "Help is coming").then().statusCode(201);
        Inbox.moveClockBy(QUARTER);
        make(desk.address());
        assertThat(desk.asked).isEmpty();
        assertThat(alerts("emergency-unseen")).isZero();
    }

    @Test
    void whatNobodySawIsEscalatedAndCalledFirstOnBehalfOfWhoWrote() {
        var id = unseen();
        assertThat(alerts("emergency-unseen")).isOne();
        assertThat(Inbox.state(id, "emergency-seen")).isEqualTo("BREACHED");
        make(desk.address());
        make(desk.address());

        assertThat(desk.asked).hasSize(2);
        var asked = desk.asked.get(0);
        assertThat(asked.path()).isEqualTo("/v1/callbacks");
        assertThat(asked.headers().get("On-behalf-of-subject")).containsExactly("user-pat-ada");
        assertThat(asked.headers().get("Authorization").get(0)).startsWith("Bearer ey");
        assertThat(asked.body().getJsonObject("patient").getString("phone")).isEqualTo("+12175550123");
        assertThat(asked.body().getBoolean("acceptLater")).isTrue();
        assertThat(asked.body().encode()).contains(id).doesNotContain("chest");
        assertThat(desk.asked.get(1).path()).isEqualTo("/v1/callbacks/cbk_1/priority");
        assertThat(state()).isEqualTo("MADE");
        assertThat(alerts("emergency-callback-refused")).isZero();
    }

    @Test
    void whileTheServiceIsAwayItIsAskedAgainAndMadeOnceWhenItIsBack() {
        unseen();
        var nobody = URI.create("http://127.0.0.1:1");
        for (int i = 0; i < 8; i++) {
            make(nobody);
            machine = machine.plus(Duration.ofMinutes(6));
        }
        assertThat(state()).isEqualTo("PENDING");
        assertThat(alerts("emergency-callback-refused")).isOne();
        make(desk.address());
        make(desk.address());
        assertThat(state()).isEqualTo("MADE");
        assertThat(desk.asked).hasSize(2);
    }

    @Test
    void aCallbackThatWasPromisedBeforeCountsWhereItComesFirst() {
        unseen();
        desk.status = 200;
        desk.priorityStatus = 409;
        make(desk.address());
        assertThat(state()).isEqualTo("REFUSED");
        assertThat(alerts("emergency-callback-refused")).isOne();
    }

    @Test
    void oneThatComesLaterIsToldToWhoeverIsOnCall() {
        unseen();
        desk.status = 200;
        desk.releaseAt = "2199-01-01T08:00:00-06:00";
        make(desk.address());
        assertThat(state()).isEqualTo("MADE");
        assertThat(alerts("emergency-callback-refused")).isOne();
    }

    @Test
    void oneThatAnAgentHasAtThisMomentCounts() {
        unseen();
        desk.status = 200;
        desk.priorityStatus = 409;
        desk.state = "CLAIMED";
        make(desk.address());
        assertThat(state()).isEqualTo("MADE");
    }

    @Test
    void aRefusalIsToldAtOnceAndATokenThatIsRefusedAfterSomeTries() {
        unseen();
        desk.status = 422;
        make(desk.address());
        assertThat(state()).isEqualTo("REFUSED");
        assertThat(alerts("emergency-callback-refused")).isOne();

        Inbox.empty();
        unseen();
        desk.status = 403;
        for (int i = 0; i < 6; i++) {
            assertThat(alerts("emergency-callback-refused")).isZero();
            make(desk.address());
            machine = machine.plus(Duration.ofMinutes(6));
        }
        assertThat(alerts("emergency-callback-refused")).isOne();
    }

    @Test
    void whoIsSeenWhileTheServiceIsAwayNeedsNoCallAnyMore() {
        var id = unseen();
        make(URI.create("http://127.0.0.1:1"));
        Inbox.say(Inbox.NURSE, id, "Help is here").then().statusCode(201);
        machine = machine.plus(Duration.ofMinutes(6));
        make(desk.address());
        assertThat(desk.asked).isEmpty();
        assertThat(state()).isEqualTo("NOT_NEEDED");
    }

    private String unseen() {
        var body = Inbox.words(Inbox.EMERGENCY);
        body.put("patient", Map.of("name", "Ada Moreno", "phone", "(217) 555-0123"));
        String id = Inbox.post(Tokens.patient("pat-ada"), "/v1/threads", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Inbox.moveClockBy(QUARTER);
        machine = clock.machineInstant();
        return id;
    }

    private void make(URI address) {
        makeCallbacks
                .makeDue(machine, new CallbackLine(vertx, address, token::get))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static String state() {
        return Behind.select("SELECT state FROM emergency_callback").strip();
    }

    private static long alerts(String kind) {
        return Behind.count("SELECT count(*) FROM alert WHERE kind = ?", kind);
    }
}
