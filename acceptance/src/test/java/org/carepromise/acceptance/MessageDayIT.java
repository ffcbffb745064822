package org.carepromise.acceptance;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

/** An emergency through the front door that no human sees: the callback service is asked to call, first and once. */
@ExtendWith(WholeProduct.class)
class MessageDayIT {

    private static final String SITE = "springfield";
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");

    private final String id = "pat-" + UUID.randomUUID();
    private final String admin =
            FrontDoor.token("admin", "setup", Map.of("sites", List.of("*"), "pools", List.of("*")));
    private final String patient = FrontDoor.token("patient", id, Map.of("patientId", id));
    private final String agent = FrontDoor.token("agent", "agent-mo", Map.of("sites", List.of(SITE)));

    @Test
    void whoeverWroteItIsCalledBeforeAllOthers() {
        FrontDoor.post(
                        admin,
                        "/v1/callback-rosters",
                        Map.of(
                                "site",
                                SITE,
                                "name",
                                "Nurses",
                                "skills",
                                List.of("clinical"),
                                "languages",
                                List.of("en"),
                                "weekly",
                                List.of(Map.of(
                                        "weekdays",
                                        List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"),
                                        "startsAt",
                                        "08:00",
                                        "endsAt",
                                        "17:00",
                                        "agents",
                                        3))))
                .then()
                .statusCode(201);
        FrontDoor.moveClock(FrontDoor.now()
                .atZone(ZONE)
                .toLocalDate()
                .with(TemporalAdjusters.next(DayOfWeek.WEDNESDAY))
                .atTime(LocalTime.of(10, 0))
                .atZone(ZONE)
                .toInstant());

        String thread = write("I have crushing chest pain and I am sweating")
                .then()
                .statusCode(201)
                .body("lane", equalTo("URGENT"))
                .body("emergency.numbers", hasItem("911"))
                .extract()
                .path("id");
        FrontDoor.moveClock(FrontDoor.now().plusSeconds(16 * 60));

        String callback = FrontDoor.post(admin, "/v1/callbacks/searches", Map.of("patientId", id))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].topic", equalTo("clinical"))
                .body("items[0].patient.externalRefs[0].id", equalTo(thread))
                .extract()
                .path("items[0].id");
        FrontDoor.post(
                        agent,
                        "/v1/callbacks/next",
                        Map.of("site", SITE, "skills", List.of("clinical"), "languages", List.of("en")))
                .then()
                .statusCode(200)
                .body("id", equalTo(callback));
        assertThat(FrontDoor.through(admin).get("/v1/threads/" + thread).<List<String>>path("promises.state"))
                .contains("BREACHED");
    }

    private Response write(String words) {
        return FrontDoor.post(
                patient,
                "/v1/threads",
                Map.of(
                        "site",
                        SITE,
                        "topic",
                        "clinical",
                        "body",
                        words,
                        "patient",
                        Map.of("name", "Ada Moreno", "phone", "+12175550123")));
    }
}
