package org.carepromise.kit.event;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.access.Role;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Tx;
import org.carepromise.testkit.Race;
import org.carepromise.testkit.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Each event of another service's feed has its effect here once, whatever breaks in between. */
@SampleTest
class FeedConsumerTest {

    @Inject
    FeedConsumer feeds;

    @Inject
    Happenings happenings;

    @Inject
    ReadEvents readEvents;

    @Inject
    Vertx vertx;

    @Inject
    ObjectMapper json;

    private final String subject = Happenings.subject();
    private final String consumer = "test-" + UUID.randomUUID();
    private HttpFeed feed;

    /** Notes what came, in a table, as an effect does. */
    private class Noting implements FeedEffect {

        @Override
        public String consumer() {
            return consumer;
        }

        @Override
        public Uni<Void> apply(Tx tx, EventJson event) {
            return tx.run(
                            "INSERT INTO noted (consumer, event_id, n) VALUES ($1, $2, $3)",
                            consumer,
                            event.id(),
                            event.data().get("n"))
                    .replaceWithVoid();
        }
    }

    @BeforeEach
    void listen() {
        Behind.change("CREATE TABLE IF NOT EXISTS noted (place bigserial, consumer text, event_id text, n int)");
        Behind.change("GRANT ALL ON noted TO PUBLIC");
        Behind.change("GRANT ALL ON SEQUENCE noted_place_seq TO PUBLIC");
        feed = new HttpFeed(
                vertx,
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + EventFeedTest.FEED),
                () -> Tokens.staff(Role.SERVICE),
                json);
        happenings.relayAll();
        beginAt(readEvents.cursor(Happenings.head()));
    }

    @AfterEach
    void stop() {
        feed.close();
        Behind.change("DROP TABLE noted");
    }

    @Test
    void everyEventHasItsEffectInOrder() {
        happenings.writeAll(450, i -> subject);
        happenings.relayAll();
        consumeAll(new Noting());
        assertThat(noted()).hasSize(450).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aConsumerThatIsNewBeginsWithTheOldest() {
        Behind.change("DELETE FROM feed_cursor WHERE consumer = ?", consumer);
        Behind.change("DELETE FROM event");
        happenings.writeAll(3, i -> subject);
        happenings.relayAll();
        consumeAll(new Noting());
        assertThat(noted()).containsExactly(0, 1, 2);
    }

    @Test
    void whatBreaksInTheMiddleOfAPageIsTakenBackAndDoneAgainOnce() {
        happenings.writeAll(10, i -> subject);
        happenings.relayAll();
        var applied = new AtomicInteger();
        var dying = new Noting() {
            @Override
            public Uni<Void> apply(Tx tx, EventJson event) {
                if (applied.incrementAndGet() == 7) {
                    return Uni.createFrom().failure(new IllegalStateException("killed"));
                }
                return super.apply(tx, event);
            }
        };
        assertThatIllegalStateException().isThrownBy(() -> consume(dying)).withMessage("killed");
        assertThat(noted()).isEmpty();
        consumeAll(dying);
        assertThat(noted()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void anEventThatIsDeliveredAgainHasNoEffectAgain() {
        var start = readEvents.cursor(Happenings.head());
        happenings.writeAll(5, i -> subject);
        happenings.relayAll();
        consumeAll(new Noting());
        beginAt(start);
        consumeAll(new Noting());
        assertThat(noted()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anEventThatIsTwiceInOnePageHasOneEffect() {
        happenings.writeAll(1, i -> subject);
        happenings.relayAll();
        FeedSource doubled = cursor -> feed.after(cursor).map(page -> {
            var items = new ArrayList<>(page.items());
            items.addAll(page.items());
            return new FeedPage(items, page.nextCursor());
        });
        feeds.consumeOnce(doubled, new Noting()).await().indefinitely();
        assertThat(noted()).containsExactly(0);
    }

    @Test
    void ofFourReplicasThatReadTheSamePageOneHasTheEffect() {
        happenings.writeAll(300, i -> subject);
        happenings.relayAll();
        Race.of(4, replica -> {
            consumeAll(new Noting());
            return null;
        });
        assertThat(noted()).hasSize(300).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aConsumerThatComesTooLateIsToldAndGoesOnWithWhatIsKept() {
        happenings.writeAll(5, i -> subject);
        happenings.relayAll();
        Behind.change("DELETE FROM event WHERE position <= ?", Happenings.head() - 2);
        var told = new AtomicInteger();
        consumeAll(new Noting() {
            @Override
            public Uni<Void> missed(Tx tx) {
                told.incrementAndGet();
                return super.missed(tx);
            }
        });
        assertThat(told).hasValue(1);
        assertThat(noted()).containsExactly(3, 4);
    }

    @Test
    void aFeedThatRefusesLeavesTheCursorWhereItIs() {
        happenings.write(Happenings.TYPE, subject, "springfield", Map.of("n", 1));
        happenings.relayAll();
        var stranger = new HttpFeed(
                vertx,
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + EventFeedTest.FEED),
                () -> Tokens.staff(Role.NURSE),
                json);
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> feeds.consumeOnce(stranger, new Noting()).await().indefinitely())
                .withMessage("the feed answered 403");
        stranger.close();
        consumeAll(new Noting());
        assertThat(noted()).containsExactly(1);
    }

    private void beginAt(String cursor) {
        Behind.change(
                "INSERT INTO feed_cursor (consumer, cursor) VALUES (?, ?)"
                        + " ON CONFLICT (consumer) DO UPDATE SET cursor = excluded.cursor",
                consumer,
                cursor);
    }

    private boolean consume(FeedEffect effect) {
        return feeds.consumeOnce(feed, effect).await().indefinitely();
    }

    private void consumeAll(FeedEffect effect) {
        while (consume(effect)) {
            // there may be more
        }
    }

    private List<Integer> noted() {
        return Behind.select("SELECT n FROM noted WHERE consumer = ? ORDER BY place", consumer).stream()
                .map(Integer::valueOf)
                .toList();
    }
}
