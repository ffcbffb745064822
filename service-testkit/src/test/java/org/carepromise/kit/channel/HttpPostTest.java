package org.carepromise.kit.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.channel.LoopbackProvider.Manners;
import org.carepromise.kit.channel.Receipt.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider may be slow, broken or hostile: the answer is bounded, and says whether to try again. */
class HttpPostTest {

    private static final Outgoing MESSAGE =
            new Outgoing("key-1", "thing-ready", Channel.SMS, "+12175557788", "", "It is ready");

    private static Vertx vertx;
    private static HttpPost post;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        post = new HttpPost(vertx, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aMessageIsPostedAsJsonUnderItsKey() {
        try (var provider =
                new LoopbackProvider(LoopbackProvider.answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0"))) {
            var receipt = send(provider.url(), Optional.of("secret"), MESSAGE);
            assertThat(receipt).isEqualTo(Receipt.sent("http-202"));
            assertThat(provider.received).singleElement().satisfies(request -> {
                assertThat(request.toLowerCase())
                        .startsWith("post /messages http/1.1\n")
                        .contains(
                                "idempotency-key: key-1\n",
                                "authorization: bearer secret\n",
                                "content-type: application/json\n");
                assertThat(new JsonObject(request.substring(request.indexOf("\n\n"))))
                        .isEqualTo(new JsonObject()
                                .put("channel", "SMS")
                                .put("purpose", "thing-ready")
                                .put("subject", "")
                                .put("text", "It is ready")
                                .put("to", "+12175557788"));
            });
        }
    }

    @Test
    void aWebhookOfStaffGetsNoAddressInItsBody() {
        try (var provider = new LoopbackProvider(LoopbackProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0"))) {
            var alert = new Outgoing("key-2", "alert", Channel.CHAT, provider.url(), "Alert", "Look");
            assertThat(send(provider.url(), Optional.empty(), alert).outcome()).isEqualTo(Outcome.SENT);
            assertThat(provider.received.get(0)).doesNotContain("\"to\"").doesNotContain("Authorization");
        }
    }

    @Test
    void tooManyRequestsIsTriedLaterWhenTheProviderSays() {
        assertAnswered("HTTP/1.1 429 Slow\r\nRetry-After: 30\r\nContent-Length: 0", Outcome.TRY_LATER, "http-429");
        try (var provider = new LoopbackProvider(
                LoopbackProvider.answering("HTTP/1.1 503 Busy\r\nRetry-After: 30\r\nContent-Length: 0"))) {
            assertThat(send(provider.url(), Optional.empty(), MESSAGE).retryAfter())
                    .contains(Duration.ofSeconds(30));
        }
    }

    @Test
    void whatTheProviderWillNeverTakeIsRefusedForGood() {
        assertAnswered("HTTP/1.1 400 Bad\r\nContent-Length: 0", Outcome.REFUSED_FOR_GOOD, "http-400");
        assertAnswered("HTTP/1.1 500 Oops\r\nContent-Length: 0", Outcome.TRY_LATER, "http-500");
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (var elsewhere = new LoopbackProvider(LoopbackProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0"));
                var provider = new LoopbackProvider(LoopbackProvider.answering(
                        "HTTP/1.1 307 There\r\nLocation: " + elsewhere.url() + "\r\nContent-Length: 0"))) {
            assertThat(send(provider.url(), Optional.empty(), MESSAGE)).isEqualTo(Receipt.tryLater("http-307"));
            assertThat(elsewhere.connections).hasValue(0);
        }
    }

    @Test
    void aProviderThatHangsIsNotWaitedForLongerThanAllowed() {
        assertServed((socket, head, closing) -> closing.await(), Receipt.tryLater("no-answer"));
    }

    @Test
    void aProviderThatDripsItsHeadIsNotWaitedForLongerThanAllowed() {
        assertServed(
                (socket, head, closing) -> {
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
                    while (!closing.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        socket.getOutputStream().write('x');
                        socket.getOutputStream().flush();
                    }
                },
                Receipt.tryLater("no-answer"));
    }

    @Test
    void ofAnAnswerThatNeverEndsTheStatusCounts() {
        assertServed(
                (socket, head, closing) -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nx"
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    closing.await();
                },
                Receipt.sent("http-200"));
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        var cut = new java.util.concurrent.CountDownLatch(1);
        assertServed(
                (socket, head, closing) -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    try {
                        while (true) {
                            socket.getOutputStream()
                                    .write(("1000\r\n" + "x".repeat(0x1000) + "\r\n")
                                            .getBytes(StandardCharsets.US_ASCII));
                        }
                    } finally {
                        cut.countDown();
                    }
                },
                Receipt.sent("http-200"));
        assertThat(awaited(cut)).isTrue();
    }

    @Test
    void aConnectionThatBreaksOffOrIsRefusedIsTriedLater() {
        assertServed((socket, head, closing) -> socket.close(), Receipt.tryLater("no-answer"));
        var provider = new LoopbackProvider((socket, head, closing) -> {});
        var url = provider.url();
        provider.close();
        assertThat(send(url, Optional.empty(), MESSAGE)).isEqualTo(Receipt.tryLater("no-connection"));
    }

    private static boolean awaited(java.util.concurrent.CountDownLatch latch) {
        try {
            return latch.await(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void assertAnswered(String head, Outcome outcome, String reason) {
        try (var provider = new LoopbackProvider(LoopbackProvider.answering(head))) {
            var receipt = send(provider.url(), Optional.empty(), MESSAGE);
            assertThat(receipt.outcome()).isEqualTo(outcome);
            assertThat(receipt.reason()).isEqualTo(reason);
        }
    }

    private static void assertServed(Manners manners, Receipt expected) {
        try (var provider = new LoopbackProvider(manners)) {
            assertThat(send(provider.url(), Optional.empty(), MESSAGE)).isEqualTo(expected);
        }
    }

    private static Receipt send(String url, Optional<String> token, Outgoing message) {
        return post.send(URI.create(url), token, message).await().atMost(Duration.ofSeconds(20));
    }
}
