package org.carepromise.acceptance;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.response.Response;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.carepromise.launcher.Service;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** Long rounds: what must hold however often a service dies under load, and however often a seat is raced for. */
@Tag("full")
@ExtendWith(WholeProduct.class)
class CrashStormIT {

    private static final int CLIENTS = 8;
    private static final int BOOKINGS_EACH = 60;
    private static final int KILLS = 10;
    private static final int SEATS = 3;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsBookedTwiceWhileTheServiceIsKilledTenTimes() throws SQLException {
        var visitType = "storm-" + UUID.randomUUID();
        var provider = FrontDoor.openClinic(visitType, SEATS);
        var slots = FrontDoor.freeSlots(visitType, provider, 150);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        var answered = new AtomicInteger();

        Race.of(
                CLIENTS + 1,
                number -> number == CLIENTS
                        ? killAgainAndAgain(answered)
                        : bookAgainAndAgain(number, slots, visitType, acknowledged, answered));

        assertThat(acknowledged).hasSizeGreaterThan(SEATS * slots.size() / 2);
        var taken = WholeProduct.query(
                "SELECT count(*) FILTER (WHERE taken <> booked) AS wrong, sum(taken) AS taken FROM ("
                        + "SELECT slot.taken, (SELECT count(*) FROM appointment WHERE state = 'BOOKED'"
                        + " AND slot.id = ANY (slot_ids)) AS booked FROM slot JOIN session ON session.id = session_id"
                        + " JOIN provider ON provider.id = session.provider_id"
                        + " WHERE provider.visit_type_ids = ARRAY['" + visitType + "']) AS counted",
                row -> List.of(row.getInt("wrong"), row.getInt("taken")));
        assertThat(taken.get(0))
                .as("slots whose count is not their appointments")
                .isZero();
        assertThat(taken.get(1)).as("seats taken are the bookings acknowledged").isEqualTo(acknowledged.size());
    }

    @RepeatedTest(100)
    void aHundredRacesForTheLastSeatHaveAHundredWinners() {
        var visitType = "race-" + UUID.randomUUID();
        var provider = FrontDoor.openClinic(visitType, 1);
        var slot = FrontDoor.freeSlots(visitType, provider, 1).get(0);
        var statuses = Race.of(
                50, i -> FrontDoor.book(FrontDoor.patient(), UUID.randomUUID().toString(), slot, visitType)
                        .statusCode());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(49);
    }

    private static int bookAgainAndAgain(
            int client,
            List<String> slots,
            String visitType,
            Map<String, String> acknowledged,
            AtomicInteger answered) {
        var random = new Random(client);
        for (int i = 0; i < BOOKINGS_EACH; i++) {
            var token = FrontDoor.patient();
            var key = UUID.randomUUID().toString();
            var slot = slots.get(random.nextInt(slots.size()));
            var answer = untilAnswered(token, key, slot, visitType);
            if (answer.statusCode() == 201) {
                acknowledged.put(answer.path("id"), token);
                var again = untilAnswered(token, key, slot, visitType);
                assertThat(again.body().asString()).isEqualTo(answer.body().asString());
            } else {
                assertThat(answer.<String>path("code")).isEqualTo("slot-full");
            }
            answered.incrementAndGet();
        }
        return 0;
    }

    /** As a good client does: the same request under the same key, until it is answered. */
    private static Response untilAnswered(String token, String key, String slot, String visitType) {
        while (true) {
            var answer = FrontDoor.book(token, key, slot, visitType);
            if (answer.statusCode() < 500 && !"request-in-progress".equals(answer.path("code"))) {
                return answer;
            }
            Thread.onSpinWait();
        }
    }

    private static int killAgainAndAgain(AtomicInteger answered) {
        int total = CLIENTS * BOOKINGS_EACH;
        for (int kill = 1; kill <= KILLS; kill++) {
            while (answered.get() < kill * total / (KILLS + 1)) {
                Thread.onSpinWait();
            }
            try {
                WholeProduct.killAndAwaitNextLife(Service.SCHEDULING);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        return 0;
    }
}
