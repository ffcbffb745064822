package org.carepromise.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.callback.CallbackTest;
import org.carepromise.callback.Desk;
import org.carepromise.testkit.Behind;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carepromise.callback.Refusals.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** The queue as supervisors see it. */
@CallbackTest
class CallbackQueueTest {

    private static final String QUEUE = "/v1/callback-queues/" + Desk.SITE;

    private Instant nine;

    @BeforeEach
    void emptyDesk() {
        nine = Desk.open();
        Desk.roster(5, "en", "es");
    }

    @Test
    void itSaysHowManyWaitAndWhoHasWhat() {
        Desk.asked(Desk.request(Desk.patient()));
        Desk.asked(Desk.request(Desk.patient()));
        Desk.asked(Desk.request(Desk.patient(), Map.of("language", "es")));
        var taken = Desk.next();
        var queue = Desk.get(Desk.SUPERVISOR, QUEUE);
        queue.then()
                .statusCode(200)
                .body("site", equalTo(Desk.SITE))
                .body("intakePause", nullValue())
                .body("held", hasSize(1))
                .body("held[0].id", equalTo(taken.path("id")))
                .body("held[0].agent", equalTo("agent-1"))
                .body("held[0].leaseUntil", notNullValue());
        assertThat(counts(queue))
                .containsExactly("CLAIMED billing en 1 0", "QUEUED billing en 1 0", "QUEUED billing es 1 0");
        assertThat(queue.asString()).doesNotContain("Moreno", "+1217");
        Desk.moveClock(nine.plus(Duration.ofMinutes(119)));
        assertThat(counts(Desk.get(Desk.SUPERVISOR, QUEUE)))
                .containsExactly("QUEUED billing en 2 0", "QUEUED billing es 1 0");
        Desk.moveClock(nine.plus(Duration.ofMinutes(121)));
        assertThat(counts(Desk.get(Desk.SUPERVISOR, QUEUE)))
                .containsExactly("QUEUED billing en 2 2", "QUEUED billing es 1 1");
    }

    @Test
    void whoWaitsIsListedInTheOrderInWhichTheyAreTaken() {
        var retried = Desk.asked(Desk.request(Desk.patient()));
        Desk.attempt(Desk.next(), "BUSY").then().statusCode(200);
        var window =
                Desk.asked(Desk.windowed(Desk.patient(), nine.plus(Duration.ofMinutes(15)), Duration.ofMinutes(15)));
        var soon = Desk.asked(Desk.request(Desk.patient()));
        var last = Desk.asked(Desk.windowed(Desk.patient(), nine.plus(Duration.ofHours(4)), Duration.ofMinutes(15)));
        var first = Desk.asked(Desk.request(Desk.patient()));
        Desk.post(Desk.SUPERVISOR, "/v1/callbacks/" + first + "/priority", Map.of("reason", "Called twice"))
                .then()
                .statusCode(200);
        Desk.post(Desk.SUPERVISOR, "/v1/callbacks/" + soon + "/assignment", Map.of("agent", "agent-9"))
                .then()
                .statusCode(200);

        var all = Desk.get(Desk.SUPERVISOR, QUEUE + "/callbacks");
        all.then()
                .statusCode(200)
                .body("items.callback.id", equalTo(List.of(first, window, soon, last, retried)))
                .body("items[0].putFirstReason", equalTo("Called twice"))
                .body("items[0].callback.patient.name", equalTo("Ada Moreno"))
                .body("items[0].callback.promise.state", equalTo("ON_TRACK"))
                .body("items[1].putFirstAt", nullValue())
                .body("items[2].assignedTo", equalTo("agent-9"))
                .body("items[2].assignedUntil", notNullValue())
                .body("nextCursor", nullValue());
        for (int limit = 1; limit <= 5; limit++) {
            assertThat(paged(limit)).as("%d a page", limit).containsExactly(first, window, soon, last, retried);
        }
        Desk.moveClock(nine.plus(Duration.ofMinutes(95)));
        Desk.get(Desk.SUPERVISOR, QUEUE + "/callbacks")
                .then()
                .body(
                        "items.callback.promise.state",
                        equalTo(List.of("AT_RISK", "BREACHED", "AT_RISK", "ON_TRACK", "KEPT")));
    }

    @Test
    void aLookIsNotedOnceWithAllPatients() {
        var patients = List.of(Desk.patient(), Desk.patient());
        patients.forEach(patient -> Desk.asked(Desk.request(patient)));
        Desk.get(Desk.SUPERVISOR, QUEUE + "/callbacks").then().statusCode(200);
        assertThat(Behind.ask(
                        "SELECT array_to_string(patient_ids, ' ') FROM audit_entry WHERE action = 'listQueuedCallbacks'"
                                + " ORDER BY position DESC LIMIT 1"))
                .singleElement()
                .asString()
                .contains(patients);
    }

    @Test
    void supervisorsSeeTheirSites() {
        for (var path : List.of(QUEUE, QUEUE + "/callbacks")) {
            Desk.get(Desk.AGENT, path).then().statusCode(403);
            refused(Desk.get(Tokens.staff("supervisor", "chatham"), path), 404, "not-found");
            refused(Desk.get(Tokens.admin(), path.replace(Desk.SITE, "nowhere")), 404, "not-found");
        }
        refused(Desk.get(Desk.SUPERVISOR, QUEUE + "/callbacks?cursor=x"), 400, "cursor-invalid");
    }

    private static List<String> paged(int limit) {
        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var page = Desk.get(
                    Desk.SUPERVISOR, QUEUE + "/callbacks?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor));
            ids.addAll(page.path("items.callback.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        return ids;
    }

    private static List<String> counts(Response queue) {
        return queue.<List<Map<String, Object>>>path("counts").stream()
                .map(each -> "%s %s %s %s %s"
                        .formatted(
                                each.get("state"),
                                each.get("skill"),
                                each.get("language"),
                                each.get("callbacks"),
                                each.get("overdue")))
                .toList();
    }
}
