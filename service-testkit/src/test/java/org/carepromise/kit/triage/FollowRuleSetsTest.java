package org.carepromise.kit.triage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.event.FeedConsumer;
import org.carepromise.kit.peer.ServiceToken;
import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.triage.Lane;
import org.carepromise.triage.RuleSet;

import static org.assertj.core.api.Assertions.assertThat;

/** A service decides by what messaging activated, also while messaging is away. */
@SampleTest
class FollowRuleSetsTest {

    private static final String ROUTINE = "I need to reschedule my appointment";

    @Inject
    FeedConsumer consumer;

    @Inject
    RulesInForce inForce;

    @Inject
    FreeText freeText;

    @Inject
    Transactions transactions;

    @Inject
    ServiceToken token;

    @Inject
    Vertx vertx;

    @Inject
    ObjectMapper json;

    private HttpServer messaging;
    private FollowRuleSets follow;

    private volatile String active;
    private volatile int changes;

    @BeforeEach
    void messagingIsThere() {
        forget();
        messaging = await(vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.getHeader("Authorization").startsWith("Bearer ey") ? 200 : 401)
                        .end(
                                request.path().equals("/v1/messaging/events")
                                        ? page(request.getParam("after")).encode()
                                        : JsonObject.of("rulesVersion", "any", "content", active)
                                                .encode()))
                .listen(0, "127.0.0.1"));
        follow = new FollowRuleSets(
                at("http://127.0.0.1:" + messaging.actualPort()), consumer, inForce, transactions, token, vertx, json);
    }

    @AfterEach
    void forget() {
        if (messaging != null) {
            await(messaging.close());
        }
        Behind.change("DELETE FROM rules_in_force");
        Behind.change("DELETE FROM feed_cursor WHERE consumer = 'triage-rule-sets'");
        inForce.refresh().await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void whatIsActiveIsLearntFromTheFeedKeptWhileMessagingIsAwayAndTakenBack() {
        look();
        assertThat(decided()).isEqualTo(Lane.ROUTINE);

        active = stricter("1");
        look();
        assertThat(decided()).as("nothing told of it").isEqualTo(Lane.ROUTINE);
        changes = 1;
        look();
        assertThat(decided()).isEqualTo(Lane.URGENT);

        await(messaging.close());
        look();
        assertThat(decided()).isEqualTo(Lane.URGENT);
        assertThat(transactions.run(inForce::version).await().atMost(Duration.ofSeconds(10)))
                .as("what a new process finds")
                .isEqualTo("learnt-1");
    }

    @Test
    void whatWasActivatedBeforeTheFeedBeginsIsAskedForAtTheStart() {
        active = stricter("2");
        look();
        assertThat(decided()).isEqualTo(Lane.URGENT);

        active = null;
        changes = 1;
        look();
        assertThat(decided()).isEqualTo(Lane.ROUTINE);
    }

    @Test
    void whatCannotBeReadHereChangesNothing() {
        look();
        active = "version: 9\n[future THING]\nen: words\nes: palabras";
        changes = 1;
        look();
        assertThat(decided()).isEqualTo(Lane.ROUTINE);
        active = stricter("3");
        look();
        assertThat(decided()).isEqualTo(Lane.URGENT);
    }

    @Test
    void aStoredSetThatThisReleaseCannotReadIsPassedOver() {
        Behind.change("INSERT INTO rules_in_force VALUES (true, 'other', 'nonsense', '2026-11-27T09:00:00Z')");
        inForce.refresh().await().atMost(Duration.ofSeconds(30));
        assertThat(decided()).isEqualTo(Lane.ROUTINE);
    }

    private Lane decided() {
        return freeText.assess(ROUTINE, null, List.of()).lane();
    }

    /** Twice, as the scheduler does: what fails is tried again. */
    private void look() {
        follow.follow().await().atMost(Duration.ofSeconds(30));
        follow.follow().await().atMost(Duration.ofSeconds(30));
    }

    private JsonObject page(String after) {
        int seen = after == null ? 0 : Integer.parseInt(after);
        var items = new JsonArray();
        for (int n = seen; n < changes; n++) {
            items.add(JsonObject.of(
                    "specversion",
                    "1.0",
                    "id",
                    "evt-" + System.identityHashCode(this) + "-" + n,
                    "source",
                    "/v1/messaging",
                    "type",
                    FollowRuleSets.CHANGED,
                    "subject",
                    "rset_1",
                    "time",
                    "2026-11-27T09:00:00Z",
                    "data",
                    new JsonObject()));
        }
        return JsonObject.of("items", items, "nextCursor", String.valueOf(changes));
    }

    private static String stricter(String version) {
        try (var file = RuleSet.class.getResourceAsStream("rules.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .replaceFirst("version: \\S+", "version: learnt-" + version)
                    + "\n[urgent WATCHED]\nen: reschedule my appointment\nes: mover mi cita\n";
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static TriageConfig at(String address) {
        return new TriageConfig() {
            @Override
            public String alertPool() {
                return "clinical";
            }

            @Override
            public String alertRole() {
                return "nurse";
            }

            @Override
            public Optional<URI> rulesFrom() {
                return Optional.of(URI.create(address));
            }
        };
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
