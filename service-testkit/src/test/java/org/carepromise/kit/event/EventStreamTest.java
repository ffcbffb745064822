package org.carepromise.kit.event;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.paging.Cursor;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** The log as it goes on: whoever comes back misses nothing and sees nothing twice. */
@SampleTest
class EventStreamTest {

    private static final int RESUMPTIONS = 50;
    private static final int WRITERS = 8;
    private static final int EACH = 150;

    @Inject
    Happenings happenings;

    @Inject
    ReadEvents readEvents;

    @Inject
    EventStreams streams;

    @Inject
    MeterRegistry meters;

    private final String subject = Happenings.subject();
    private String before;

    @BeforeEach
    void beginHere() {
        happenings.relayAll();
        before = readEvents.cursor(Happenings.head());
    }

    @Test
    void aClientKilledAndResumedFiftyTimesUnderLoadMissesNothingAndSeesNothingTwice() throws Exception {
        long head = Happenings.head();
        var writing = CompletableFuture.runAsync(() -> Race.of(WRITERS, writer -> {
            happenings.writeAll(EACH, i -> subject + writer);
            return null;
        }));
        var random = new SplittableRandom(4_711);
        var positions = new ArrayList<Long>();
        var last = before;
        int resumed = 0;
        try (var running = happenings.run()) {
            while (positions.size() < WRITERS * EACH) {
                try (var listener = Listener.to(Tokens.admin(), last, "")) {
                    int patience = resumed < RESUMPTIONS ? 1 + random.nextInt(23) : Integer.MAX_VALUE;
                    for (int i = 0; i < patience && positions.size() < WRITERS * EACH; i++) {
                        var heard = listener.next();
                        positions.add(Long.valueOf(new JsonObject(heard.data()).getString("position")));
                        last = heard.id();
                    }
                }
                resumed++;
            }
        }
        writing.get();
        assertThat(resumed).isGreaterThanOrEqualTo(RESUMPTIONS);
        assertThat(positions)
                .containsExactlyElementsOf(LongStream.rangeClosed(head + 1, head + WRITERS * EACH)
                        .boxed()
                        .toList());
    }

    @Test
    void withoutALastEventIdItBeginsWithWhatHappensNext() {
        happenings.write(subject + "before", "springfield");
        happenings.relayAll();
        try (var running = happenings.run();
                var listener = Listener.to(Tokens.admin(), null, "")) {
            happenings.write("carepromise.thing.created.v1", subject, "springfield", Map.of("version", 1));
            var heard = listener.next();
            assertThat(heard.fields()).containsKeys("id", "event", "data").hasSize(3);
            assertThat(heard.fields()).containsEntry("event", "carepromise.thing.created.v1");
            assertThat(heard.id()).isEqualTo(readEvents.cursor(Happenings.head()));
            assertThat(new JsonObject(heard.data()).getString("subject")).isEqualTo(subject);
        }
    }

    @Test
    void whatCommittedBetweenTheReadingAndTheTailsBeginningIsHeardAtOnce() {
        try (var listener = Listener.to(Tokens.admin(), before, "")) {
            listener.nextBlock();
            happenings.write(subject, "springfield");
            happenings.relayAll();
            // the tail begins behind the event
            happenings.readTail();
            assertThat(listener.next().data()).contains(subject);
            happenings.write(subject + "b", "springfield");
            happenings.relayAll();
            happenings.readTail();
            assertThat(listener.next().data()).contains(subject + "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "nurse", "clinical-lead", "supervisor"})
    void whoWorksAtASiteHearsWhatHappensThere(String role) throws IOException {
        happenings.write(subject + "c", "chatham");
        happenings.write(subject + "s", "springfield");
        happenings.relayAll();
        try (var listener = Listener.to(Tokens.staff(role, "springfield"), before, "?site=springfield")) {
            assertThat(listener.next().data()).contains(subject + "s");
        }
        assertRefused(Listener.request(Tokens.staff(role, "springfield"), before, "?site=chatham"), 403, "forbidden");
    }

    @Test
    void aPageCursorOfTheFeedBeginsAStreamToo() {
        happenings.write(subject, "springfield");
        happenings.relayAll();
        try (var listener = Listener.to(Tokens.admin(), null, "?after=" + before)) {
            assertThat(listener.next().data()).contains(subject);
        }
    }

    @Test
    void theLastEventIdOfAReconnectionWinsOverTheUrlsCursor() {
        happenings.write(subject + "1", "springfield");
        happenings.write(subject + "2", "springfield");
        happenings.relayAll();
        var first = readEvents.cursor(Happenings.head() - 1);
        try (var listener = Listener.to(Tokens.admin(), first, "?after=" + before)) {
            assertThat(listener.next().data()).contains(subject + "2");
        }
    }

    @Test
    void staffHearTheEventsOfTheirSitesAndThoseOfNone() {
        try (var running = happenings.run();
                var listener = Listener.to(Tokens.staff(Role.SUPERVISOR, "springfield"), before, "")) {
            happenings.write(subject + "c", "chatham");
            happenings.write(subject + "s", "springfield");
            happenings.write(subject + "h", "honolulu");
            happenings.write(subject + "n", Event.EVERYWHERE);
            assertThat(listener.next().data()).contains(subject + "s");
            assertThat(listener.next().data()).contains(subject + "n");
        }
    }

    @Test
    void typeAndSubjectNarrowIt() {
        try (var running = happenings.run();
                var listener =
                        Listener.to(Tokens.admin(), before, "?type=carepromise.thing.created.v1&subject=" + subject)) {
            happenings.write("carepromise.thing.changed.v1", subject, "springfield", Map.of());
            happenings.write("carepromise.thing.created.v1", subject + "b", "springfield", Map.of());
            happenings.write("carepromise.thing.created.v1", subject, "springfield", Map.of("version", 7));
            assertThat(new JsonObject(listener.next().data()).getJsonObject("data"))
                    .isEqualTo(JsonObject.of("version", 7));
        }
    }

    @Test
    void servicesAloneHearTheContactKey() {
        try (var running = happenings.run();
                var service = Listener.to(Tokens.staff(Role.SERVICE), before, "");
                var admin = Listener.to(Tokens.admin(), before, "")) {
            happenings.write(Happenings.TYPE, subject, "chatham", Map.of("contactKey", "k-123"));
            assertThat(service.next().data()).contains("k-123");
            assertThat(admin.next().data()).contains(subject).doesNotContain("k-123", "contactKey");
        }
    }

    @Test
    void aQuietStreamIsKeptOpenByComments() {
        try (var listener = Listener.to(Tokens.admin(), before, "")) {
            assertThat(listener.nextBlock().fields()).containsKey("retry");
            streams.beat();
            assertThat(listener.nextBlock().fields()).containsEntry("", "still here");
        }
    }

    /** It takes nothing: first the network fills, then a thousand wait, then it is let go; the next one hears all. */
    @Test
    void aClientThatDoesNotKeepUpIsDroppedAndResumes() throws Exception {
        double dropped = dropped();
        var filler = "x".repeat(4_000);
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            socket.getOutputStream()
                    .write(("GET " + EventFeedTest.FEED
                                    + "/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.admin()
                                    + "\r\nLast-Event-ID: " + before + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            Awaitility.await()
                    .until(() -> meters.get("carepromise.events.stream.clients")
                                    .gauge()
                                    .value()
                            >= 1);
            int written = 0;
            while (dropped() == dropped && written < 20_000) {
                Behind.change(
                        "INSERT INTO event (id, type, subject, site_id, time, data) SELECT gen_random_uuid(), ?, ?,"
                                + " 'springfield', now(), jsonb_build_object('filler', ?) FROM generate_series(1, 500)",
                        Happenings.TYPE,
                        subject,
                        filler);
                written += 500;
                happenings.relayAll();
                happenings.readTail();
                // until the client's event loop has taken what the tail handed over
                streams.beat();
            }
            Awaitility.await().until(() -> dropped() > dropped);
            Awaitility.await().until(() -> ended(socket));
        }
        Awaitility.await()
                .until(() ->
                        meters.get("carepromise.events.stream.clients").gauge().value() == 0);
        long missing = Behind.count("SELECT count(*) FROM event WHERE subject = ?", subject);
        try (var listener = Listener.to(Tokens.admin(), before, "")) {
            for (long i = 0; i < missing; i++) {
                assertThat(listener.next().data()).contains(subject);
            }
        }
    }

    @Test
    void aClientThatIsGoneIsForgotten() {
        try (var listener = Listener.to(Tokens.admin(), before, "")) {
            listener.nextBlock();
            assertThat(meters.get("carepromise.events.stream.clients").gauge().value())
                    .isGreaterThanOrEqualTo(1);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        meters.get("carepromise.events.stream.clients").gauge().value() == 0);
    }

    @Test
    void aLastEventIdThatIsNotOfThisLogIsRefused() throws IOException {
        for (var foreign : List.of(
                "nonsense",
                Cursor.after(List.of("events", "scheduling"), 1),
                readEvents.cursor(Happenings.head() + 1))) {
            assertRefused(Listener.request(Tokens.admin(), foreign, ""), 400, "cursor-invalid");
        }
    }

    @Test
    void aLastEventIdWhoseSuccessorsAreGoneIsToldSo() throws IOException {
        happenings.write(subject, "springfield");
        happenings.write(subject, "springfield");
        happenings.relayAll();
        Behind.change("DELETE FROM event WHERE position < ?", Happenings.head());
        assertRefused(Listener.request(Tokens.admin(), before, ""), 410, "events-pruned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "portal", "relations", "auditor", "stranger"})
    void othersAreRefused(String role) throws IOException {
        assertRefused(Listener.request(Tokens.staff(role, "*"), before, ""), 403, "forbidden");
    }

    private static void assertRefused(HttpResponse<InputStream> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(new JsonObject(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8)).getString("code"))
                .isEqualTo(code);
    }

    private double dropped() {
        return meters.get("carepromise.events.stream.dropped").counter().count();
    }

    private static boolean ended(Socket socket) {
        try {
            var bytes = new byte[65_536];
            while (socket.getInputStream().read(bytes) >= 0) {
                // what was on its way
            }
            return true;
        } catch (IOException reset) {
            return true;
        }
    }
}
