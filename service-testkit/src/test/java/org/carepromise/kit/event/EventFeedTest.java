package org.carepromise.kit.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.core.validator.CloudEventValidator;
import io.cloudevents.jackson.JsonFormat;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.ActingHeaders;
import org.carepromise.kit.access.Role;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.sample.Things;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** The log by pages: all of it, once, in order, for those who may see it. */
@SampleTest
class EventFeedTest {

    static final String FEED = "/v1/sample/events";

    @Inject
    Happenings happenings;

    @Inject
    ReadEvents readEvents;

    private final String subject = Happenings.subject();
    private String before;

    @BeforeEach
    void beginHere() {
        happenings.relayAll();
        before = readEvents.cursor(Happenings.head());
    }

    @Test
    void anItemIsACloudEvent() throws JsonProcessingException {
        happenings.write("carepromise.thing.changed.v1", subject, "springfield", Map.of("version", 3));
        happenings.relayAll();
        var item = page(before, 1).jsonPath().getMap("items[0]");
        var event = new JsonFormat()
                .deserialize(new ObjectMapper().writeValueAsString(item).getBytes(StandardCharsets.UTF_8));
        CloudEventValidator each = valid -> assertThat(valid.getSpecVersion()).hasToString("1.0");
        each.validate(event);
        assertThat(event.getId()).matches("evt_[0-9a-hjkmnp-tv-z]{26}");
        assertThat(event.getSource()).hasToString("/v1/sample");
        assertThat(event.getType()).isEqualTo("carepromise.thing.changed.v1");
        assertThat(event.getSubject()).isEqualTo(subject);
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"version\":3}");
        assertThat(event.getExtension("position")).isEqualTo(Long.toString(Happenings.head()));
        assertThat(event.getExtension("siteid")).isEqualTo("springfield");
        assertThat(event.getExtensionNames()).containsExactlyInAnyOrder("position", "siteid");
    }

    @Test
    void pagesReadWhileSixteenWriteHoldEachEventOnceInOrder() throws Exception {
        long head = Happenings.head();
        var writing = CompletableFuture.runAsync(() -> Race.of(16, writer -> {
            happenings.writeAll(20, i -> subject + writer);
            return null;
        }));
        var positions = new ArrayList<Long>();
        var of3 = new ArrayList<Integer>();
        try (var running = happenings.run()) {
            var cursor = before;
            while (positions.size() < 320) {
                var page = page(cursor, 7);
                positions.addAll(page.jsonPath().getList("items.position", Long.class));
                of3.addAll(page.jsonPath().getList("items.findAll { it.subject == '" + subject + "3' }.data.n"));
                cursor = page.path("nextCursor");
            }
        }
        writing.get();
        assertThat(positions)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(head + 1, head + 320).boxed().toList());
        assertThat(of3).hasSize(20).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEmptyPageReturnsTheCursorThatWasSent() {
        page(before, 50).then().statusCode(200).body("items", empty()).body("nextCursor", equalTo(before));
    }

    @Test
    void theLastPageHasACursorTooAndItGoesOnThere() {
        happenings.write(subject, "springfield");
        happenings.relayAll();
        String next = page(before, 50).path("nextCursor");
        assertThat(next).isNotEqualTo(before);
        happenings.write(subject + " later", "springfield");
        happenings.relayAll();
        page(next, 50).then().body("items.subject", equalTo(List.of(subject + " later")));
    }

    @Test
    void withoutACursorItBeginsWithTheOldestThatIsKept() {
        happenings.write(subject, "springfield");
        happenings.relayAll();
        long oldest = Behind.count("SELECT min(position) FROM event");
        given().auth()
                .oauth2(Tokens.admin())
                .get(FEED + "?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].position", equalTo(Long.toString(oldest)));
    }

    @Test
    void whatHasNoPositionYetIsNotShown() {
        happenings.write(subject, "springfield");
        page(before, 50).then().body("items", empty());
    }

    @Test
    void typeAndSubjectNarrowIt() {
        happenings.write("carepromise.thing.created.v1", subject, "springfield", Map.of());
        happenings.write("carepromise.thing.changed.v1", subject, "springfield", Map.of());
        happenings.write("carepromise.thing.changed.v1", subject + "b", "springfield", Map.of());
        happenings.relayAll();
        page(before + "&type=carepromise.thing.created.v1", 50).then().body("items.subject", equalTo(List.of(subject)));
        page(before + "&subject=" + subject, 50)
                .then()
                .body("items.type", equalTo(List.of("carepromise.thing.created.v1", "carepromise.thing.changed.v1")));
        page(before + "&subject=" + subject + "&type=carepromise.thing.changed.v1", 50)
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void aPageThatFindsNothingInAWholeStretchLeadsOnToTheNext() {
        Behind.change(
                "INSERT INTO event (id, type, subject, site_id, time, data) SELECT gen_random_uuid(), 'other', 'x',"
                        + " 'springfield', now(), '{}' FROM generate_series(1, ?)",
                EventStore.WINDOW);
        happenings.write("carepromise.rare.seen.v1", subject, "springfield", Map.of());
        happenings.relayAll();
        var first = page(before + "&type=carepromise.rare.seen.v1", 50);
        first.then().body("items", empty());
        String next = first.path("nextCursor");
        assertThat(next).isNotEqualTo(before);
        page(next + "&type=carepromise.rare.seen.v1", 50).then().body("items.subject", equalTo(List.of(subject)));
    }

    @Test
    void staffSeeTheEventsOfTheirSitesAndThoseOfNone() {
        happenings.write(subject + "s", "springfield");
        happenings.write(subject + "c", "chatham");
        happenings.write(subject + "n", Event.EVERYWHERE);
        happenings.relayAll();
        page(Tokens.staff(Role.SUPERVISOR, "springfield"), before, 50)
                .then()
                .body("items.subject", equalTo(List.of(subject + "s", subject + "n")));
        page(Tokens.staff(Role.SUPERVISOR), before, 50).then().body("items.subject", equalTo(List.of(subject + "n")));
        page(Tokens.staff(Role.SUPERVISOR, "springfield"), before + "&subject=" + subject + "c", 50)
                .then()
                .statusCode(200)
                .body("items", empty());
        given().auth()
                .oauth2(Tokens.staff(Role.INTEGRATION, "chatham"))
                .header(ActingHeaders.AGENT, "crm")
                .get(FEED + "?after=" + before)
                .then()
                .body("items.subject", equalTo(List.of(subject + "c", subject + "n")));
    }

    @Test
    void oneSiteOfSeveralCanBeAskedForAndNoStrangers() {
        happenings.write(subject + "s", "springfield");
        happenings.write(subject + "c", "chatham");
        happenings.relayAll();
        for (var token : List.of(Tokens.admin(), Tokens.staff(Role.SERVICE))) {
            page(token, before + "&site=chatham", 50).then().body("items.subject", equalTo(List.of(subject + "c")));
        }
        page(Tokens.staff(Role.SUPERVISOR, "springfield"), before + "&site=chatham", 50)
                .then()
                .statusCode(403);
    }

    @Test
    void servicesSeeEverySiteAndTheyAloneTheContactKey() {
        happenings.write(Happenings.TYPE, subject, "chatham", Map.of("contactKey", "k-123", "version", 1));
        happenings.relayAll();
        page(Tokens.staff(Role.SERVICE), before, 50).then().body("items[0].data.contactKey", equalTo("k-123"));
        page(before, 50)
                .then()
                .body("items[0].data.version", equalTo(1))
                .body("items[0].data.contactKey", equalTo(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "portal", "agent", "nurse", "clinical-lead", "relations", "auditor", "stranger"})
    void othersAreRefused(String role) {
        page(Tokens.staff(role, "*"), before, 1).then().statusCode(403).body("code", equalTo("forbidden"));
    }

    @Test
    void anyoneWithoutATokenIsRefused() {
        given().get(FEED).then().statusCode(401);
    }

    @Test
    void aCursorThatIsNotOfThisLogIsRefused() {
        for (var foreign : List.of(
                "nonsense",
                Cursor.after(List.of("events", "scheduling"), 1),
                Cursor.after(List.of("events", "sample"), -2),
                Cursor.after(List.of("events", "sample"), "one"),
                readEvents.cursor(Happenings.head() + 1))) {
            page(foreign, 1).then().statusCode(400).body("code", equalTo("cursor-invalid"));
        }
    }

    @Test
    void aCursorWhoseEventsAreGoneIsToldSoAndWhereItCanGoOn() {
        happenings.write(subject + "1", "springfield");
        happenings.write(subject + "2", "springfield");
        happenings.write(subject + "3", "springfield");
        happenings.relayAll();
        long gone = Happenings.head() - 1;
        Behind.change("DELETE FROM event WHERE position <= ?", gone);
        var refused = page(before, 50);
        refused.then()
                .statusCode(410)
                .body("code", equalTo("events-pruned"))
                .body("oldestPosition", equalTo(Long.toString(gone + 1)));
        page(refused.path("oldestCursor"), 50)
                .then()
                .statusCode(200)
                .body("items.subject", equalTo(List.of(subject + "3")));
        page(readEvents.cursor(gone), 50).then().statusCode(200);
        page(readEvents.cursor(gone - 1), 50).then().statusCode(410);
    }

    @Test
    void aCursorAtTheEndOfAnEmptiedLogIsGoodAndAnOlderOneIsNot() {
        happenings.write(subject, "springfield");
        happenings.relayAll();
        Behind.change("DELETE FROM event");
        page(readEvents.cursor(Happenings.head()), 1).then().statusCode(200).body("items", empty());
        page(before, 1).then().statusCode(410).body("oldestPosition", equalTo(Long.toString(Happenings.head() + 1)));
    }

    @Test
    void noPatientsNameOrPhoneIsInAnEvent() {
        Things.create(Map.of(
                        "name",
                        Things.name(),
                        "patient",
                        Map.of("id", "pat-1", "name", "Canary Birdwell", "phone", "+12175550143")))
                .then()
                .statusCode(201);
        happenings.relayAll();
        var page = page(Tokens.staff(Role.SERVICE), before, 50);
        page.then().body("items", hasSize(1));
        assertThat(page.asString()).doesNotContain("Canary", "Birdwell", "5550143");
    }

    private static Response page(String after, int limit) {
        return page(Tokens.admin(), after, limit);
    }

    private static Response page(String token, String after, int limit) {
        return given().auth().oauth2(token).get(FEED + "?limit=" + limit + "&after=" + after);
    }
}
