package org.carepromise.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.carepromise.launcher.Service;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Callbacks through the front door: what becomes of a promise that nobody keeps, and many agents at one queue. */
@ExtendWith(WholeProduct.class)
class CallbackDayIT {

    private static final String SITE = "springfield";
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SLA = Duration.ofHours(2);
    private static final int AGENTS = 32;
    private static final int ENOUGH = 1_000;

    /** Of each test its own, so that nobody takes what another test asked for. */
    private final String skill = "desk-" + UUID.randomUUID();

    private final String admin = FrontDoor.token("admin", "setup", Map.of("sites", List.of("*")));
    private final String agent = FrontDoor.token("agent", "agent-ana", Map.of("sites", List.of(SITE)));
    private final String crm = FrontDoor.token("integration", "crm", Map.of("sites", List.of(SITE)));

    private Instant nine;

    @BeforeEach
    void inTheMorning() {
        FrontDoor.post(
                        admin,
                        "/v1/callback-rosters",
                        Map.of(
                                "site",
                                SITE,
                                "name",
                                "Desk",
                                "skills",
                                List.of(skill),
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
                                        ENOUGH))))
                .then()
                .statusCode(201);
        do {
            var now = FrontDoor.now().atZone(ZONE);
            nine = now.toLocalDate()
                    .plusDays(1)
                    .atTime(LocalTime.of(9, 0))
                    .atZone(ZONE)
                    .toInstant();
            FrontDoor.moveClock(nine);
        } while (!isOpen());
    }

    @Test
    void aPromiseIsQuotedMadeSeenAtRiskBrokenAndEscalatedEachOnceThoughTheServiceIsKilled()
            throws InterruptedException {
        quote().then().statusCode(200).body("withinSla", equalTo(true));
        var asked = FrontDoor.post(agent, "/v1/callbacks", request());
        asked.then().statusCode(201).body("promise.state", equalTo("ON_TRACK"));
        var path = asked.header("Location");

        FrontDoor.moveClock(nine.plus(Duration.ofMinutes(91)));
        assertThat(promise(path)).isEqualTo("AT_RISK");
        WholeProduct.killAndAwaitNextLife(Service.CALLBACK);
        FrontDoor.moveClock(nine.plus(Duration.ofMinutes(121)));
        assertThat(promise(path)).isEqualTo("BREACHED");
        WholeProduct.killAndAwaitNextLife(Service.CALLBACK);
        FrontDoor.moveClock(nine.plus(Duration.ofMinutes(181)));

        List<String> told = FrontDoor.through(crm)
                .header("On-Behalf-Of-Agent", "agent-ana")
                .get("/v1/callback/events?subject={id}", asked.<String>path("id"))
                .then()
                .statusCode(200)
                .extract()
                .path("items.type");
        assertThat(told.stream()
                        .filter(type -> type.startsWith("carepromise.promise."))
                        .collect(Collectors.groupingBy(type -> type, Collectors.counting())))
                .isEqualTo(Map.of(
                        "carepromise.promise.made.v1", 1L,
                        "carepromise.promise.at-risk.v1", 1L,
                        "carepromise.promise.breached.v1", 1L,
                        "carepromise.promise.escalated.v1", 3L));
    }

    @Test
    void aHundredAndSixtyCallbacksGoToThirtyTwoAgentsEachToOne() {
        takeAll(160);
    }

    @Test
    @Tag("full")
    void fiveThousandCallbacksGoToThirtyTwoAgentsEachToOne() {
        takeAll(5_000);
    }

    @Test
    void whatAnAgentWhoVanishedHadComesBackWithItsPromiseAndNotTheAgentsToken() throws InterruptedException {
        var asked = FrontDoor.post(agent, "/v1/callbacks", request());
        var taken = next();
        assertThat(taken.<String>path("id")).isEqualTo(asked.path("id"));
        WholeProduct.killAndAwaitNextLife(Service.CALLBACK);
        FrontDoor.moveClock(FrontDoor.now().plus(LEASE).plusSeconds(1));
        var again = next();
        assertThat(again.<String>path("id")).isEqualTo(asked.path("id"));
        assertThat(again.<Object>path("promise")).isEqualTo(asked.<Object>path("promise"));
        attempt(taken).then().statusCode(409).body("code", equalTo("lease-lost"));
        attempt(again).then().statusCode(200);
    }

    private void takeAll(int callbacks) {
        Race.of(AGENTS / 2, client -> {
            for (int i = client; i < callbacks; i += AGENTS / 2) {
                FrontDoor.post(agent, "/v1/callbacks", request()).then().statusCode(201);
            }
            return client;
        });
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        var nobody = Race.of(AGENTS, client -> {
            for (var next = next(); ; next = next()) {
                if (next.statusCode() == 204) {
                    return next.statusCode();
                }
                next.then().statusCode(200);
                taken.add(next.path("id"));
                attempt(next).then().statusCode(200);
            }
        });
        assertThat(nobody).hasSize(AGENTS);
        assertThat(taken).hasSize(callbacks);
        assertThat(new HashSet<>(taken)).hasSize(callbacks);
    }

    private Response quote() {
        return FrontDoor.through(agent)
                .contentType(ContentType.JSON)
                .body(Map.of("site", SITE, "topic", "other", "skill", skill, "language", "en"))
                .post("/v1/callback-quotes");
    }

    /** Not on a holiday. The sandbox's clock goes on meanwhile. */
    private boolean isOpen() {
        var limit = OffsetDateTime.parse(quote().<String>path("limit")).toInstant();
        return limit.isBefore(nine.plus(SLA).plus(SLA));
    }

    private Response next() {
        return FrontDoor.unlessBusy(() -> FrontDoor.through(agent)
                .contentType(ContentType.JSON)
                .body(Map.of("site", SITE, "skills", List.of(skill), "languages", List.of("en")))
                .post("/v1/callbacks/next"));
    }

    private Response attempt(Response taken) {
        return FrontDoor.post(
                agent,
                "/v1/callbacks/" + taken.path("id") + "/attempts",
                Map.of("leaseToken", taken.path("leaseToken"), "outcome", "DECLINED"));
    }

    private Map<String, Object> request() {
        var id = UUID.randomUUID();
        return Map.of(
                "patient",
                Map.of(
                        "id",
                        "pat-" + id,
                        "name",
                        "Ada Moreno",
                        "phone",
                        "+1217%07d".formatted(2_000_000 + Math.floorMod(id.hashCode(), 7_000_000)),
                        "language",
                        "en"),
                "site",
                SITE,
                "topic",
                "other",
                "skill",
                skill);
    }

    private String promise(String path) {
        return FrontDoor.through(agent).get(path).path("promise.state");
    }
}
