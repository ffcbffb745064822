package org.carepromise.messaging.script;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.carepromise.messaging.Inbox;
import org.carepromise.messaging.MessageTest;
import org.carepromise.testkit.Tokens;

import static org.carepromise.messaging.Refusals.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

@MessageTest
class ScriptTest {

    private static final String LEAD = Inbox.staff("clinical-lead");
    private static final String TEXT = "We got your note. Your {medicine} will be at the pharmacy on {day}.";

    @Test
    void anApprovedAnswerIsFilledAndItsNextEditionTakesItsPlace() {
        var name = name();
        var first = drafted(name, "en", TEXT);
        refused(fill(first, "medicine", "pills", "day", "Monday"), 409, "script-not-approved");
        refused(Inbox.post(Inbox.NURSE, "/v1/scripts/" + first + "/approval", Map.of()), 403, "forbidden");
        change(first, "approval").then().statusCode(200).body("state", equalTo("APPROVED"));
        fill(first, "medicine", "pills", "day", "Monday")
                .then()
                .statusCode(200)
                .body("text", equalTo("We got your note. Your pills will be at the pharmacy on Monday."));

        var second = drafted(name, "en", "We got your note. Please call us on {day}.");
        var spanish = drafted(name, "es", "Ya vimos su nota. Venga el {day}.");
        change(second, "approval").then().statusCode(200).body("edition", equalTo(2));
        change(spanish, "approval").then().statusCode(200).body("edition", equalTo(1));
        read(first).then().body("state", equalTo("RETIRED"));
        refused(change(first, "approval"), 409, "script-not-draft");
        refused(change(first, "retirement"), 409, "script-not-approved");
        change(second, "retirement").then().statusCode(200).body("state", equalTo("RETIRED"));
        Inbox.get(Inbox.NURSE, "/v1/scripts?topic=pharmacy&state=APPROVED&limit=200")
                .then()
                .statusCode(200)
                .body("items.id", hasItems(spanish))
                .body("items.id", not(hasItems(second)));
    }

    @Test
    void aPlaceholderWithoutValueIsNamed() {
        var script = drafted(name(), "en", TEXT);
        change(script, "approval");
        refused(fill(script, "medicine", "pills", "day", " "), 422, "script-unfilled")
                .body("unfilled", contains("day"));
    }

    @Test
    void whatIsHardToReadIsRefusedWithItsLongestSentence() {
        var hard = "Notification regarding administrative cancellation necessitates immediate communication with"
                + " organizational representatives.";
        refused(draft(name(), "en", "Hello. " + hard), 422, "script-hard-to-read")
                .body("longestSentence", equalTo(hard))
                .body("grade", greaterThan(6f));
        refused(
                        draft(
                                name(),
                                "es",
                                "La cancelación administrativa de las citas previamente programadas requiere la"
                                        + " comunicación inmediata con los representantes institucionales."),
                        422,
                        "script-hard-to-read")
                .body("grade", greaterThan(6f));
        var script = drafted(name(), "en", TEXT);
        change(script, "approval");
        refused(fill(script, "medicine", hard.replace(".", ""), "day", "Monday"), 422, "script-hard-to-read")
                .body("longestSentence", equalTo("Your {medicine} will be at the pharmacy on {day}."));
    }

    @Test
    void nothingIsEverEvaluated() {
        refused(draft(name(), "en", "Your key is {config:quarkus.datasource.password}."), 422, "script-text-invalid");
        var script = drafted(name(), "en", TEXT);
        change(script, "approval");
        fill(script, "medicine", "{config:key}", "day", "{medicine}")
                .then()
                .statusCode(200)
                .body("text", equalTo("We got your note. Your {config:key} will be at the pharmacy on {medicine}."));
    }

    @Test
    void scriptsAreTheStaffs() {
        refused(Inbox.get(Tokens.patient("pat-1"), "/v1/scripts"), 403, "forbidden");
        refused(read("scr_00000000000000000000000000"), 404, "not-found");
        refused(
                Inbox.post(
                        LEAD,
                        "/v1/scripts",
                        Map.of("name", name(), "topic", "weather", "language", "en", "title", "T", "body", "Hello.")),
                422,
                "topic-unknown");
    }

    private static String name() {
        return "refill-" + UUID.randomUUID();
    }

    private static Response draft(String name, String language, String body) {
        return Inbox.post(
                Inbox.NURSE,
                "/v1/scripts",
                Map.of("name", name, "topic", "pharmacy", "language", language, "title", "Refill", "body", body));
    }

    private static String drafted(String name, String language, String body) {
        return draft(name, language, body).then().statusCode(201).extract().path("id");
    }

    private static Response change(String script, String what) {
        return Inbox.post(LEAD, "/v1/scripts/" + script + "/" + what, Map.of());
    }

    private static Response read(String script) {
        return Inbox.get(Inbox.NURSE, "/v1/scripts/" + script);
    }

    private static Response fill(String script, String first, String one, String second, String other) {
        return Inbox.post(
                Inbox.NURSE,
                "/v1/scripts/" + script + "/fills",
                Map.of("values", List.of(Map.of("name", first, "value", one), Map.of("name", second, "value", other))));
    }
}
