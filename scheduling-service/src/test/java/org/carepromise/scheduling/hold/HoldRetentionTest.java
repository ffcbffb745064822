package org.carepromise.scheduling.hold;

import java.time.Duration;
import java.util.Map;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

import org.carepromise.scheduling.Clinic;
import org.carepromise.scheduling.Ids;
import org.carepromise.scheduling.SchedulingTest;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@SchedulingTest
class HoldRetentionTest {

    @Test
    void aDayAfterItExpiredAHoldIsGoneAndItsSeatCountedAsFree() {
        var clinic = Clinic.simple();
        var slot = clinic.freeSlots(1).get(0);
        var hold = Clinic.post(
                        Tokens.patient(Clinic.patient()),
                        "/v1/holds",
                        Map.of("slotId", slot, "visitType", clinic.visitType))
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var id = Ids.HOLD.parse(hold).orElseThrow();
        var slotId = Ids.SLOT.parse(slot).orElseThrow();
        prune();
        assertThat(Behind.count("SELECT held FROM slot WHERE id = ?", slotId)).isOne();
        Clinic.moveClock(Clinic.now().plus(Duration.ofDays(1)).plus(Duration.ofMinutes(6)));
        prune();
        assertThat(Behind.count("SELECT count(*) FROM hold WHERE id = ?", id)).isZero();
        assertThat(Behind.count("SELECT count(*) FROM held_seat WHERE hold_id = ?", id))
                .isZero();
        assertThat(Behind.count("SELECT held FROM slot WHERE id = ?", slotId)).isZero();
    }

    private static void prune() {
        given().auth()
                .oauth2(Tokens.admin())
                .contentType(ContentType.JSON)
                .post("/v1/scheduling/retention/runs?dryRun=false")
                .then()
                .statusCode(200);
    }
}
