package org.carepromise.kit.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.sample.SampleTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What is sent through real connections, under names of our own choice. */
@SampleTest
class WebhookSenderTest {

    private static final String SECRET = WebhookSignature.newSecret();
    private static final WebhookMessage MESSAGE = new WebhookMessage("evt_1", "{}".getBytes(StandardCharsets.UTF_8));

    @Inject
    Vertx vertx;

    @TempDir
    Path folder;

    private final List<WebhookSender> senders = new ArrayList<>();
    private Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
        senders.forEach(WebhookSender::close);
    }

    /** Names whose addresses a test decides, look-up by look-up; the last stays. */
    private static final class ChangingName implements NameResolver {

        private final Deque<List<InetAddress>> answers = new ArrayDeque<>();

        ChangingName then(String... addresses) {
            answers.add(Arrays.stream(addresses).map(ChangingName::literal).toList());
            return this;
        }

        private static InetAddress literal(String address) {
            try {
                return InetAddress.getByName(address);
            } catch (UnknownHostException impossible) {
                throw new IllegalArgumentException(impossible);
            }
        }

        @Override
        public Uni<List<InetAddress>> resolve(String host) {
            return Uni.createFrom().item(answers.size() > 1 ? answers.remove() : answers.peek());
        }
    }

    @Test
    void itConnectsToTheAddressThatWasCheckedUnderTheNameThatWasGiven() {
        var sender = sender(new ChangingName().then("127.0.0.1"), true, Duration.ofSeconds(15));
        assertThat(send(sender, "http://crm.example.org:" + receiver.port() + "/hook"))
                .isEqualTo(AttemptOutcome.answered(204, null));
        assertThat(receiver.received().get(0).header("host")).isEqualTo("crm.example.org:" + receiver.port());
    }

    @Test
    void aNameThatChangesItsAddressDoesNotSlipThrough() {
        var names = new ChangingName().then("93.184.216.34").then("127.0.0.1");
        var guard = new AddressGuard(names, true, false);
        var url = "http://crm.example.org:" + receiver.port() + "/hook";
        // at its registration the name leads to the internet
        assertThat(guard.addressOf(WebhookUrl.parse(url).orElseThrow())
                        .await()
                        .indefinitely()
                        .getHostAddress())
                .isEqualTo("93.184.216.34");
        assertThat(send(sender(names, false, Duration.ofSeconds(15)), url))
                .isEqualTo(AttemptOutcome.failed(AttemptFailure.ADDRESS));
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void ofSeveralAddressesEachHasToBeOnTheInternet() {
        var names = new ChangingName().then("93.184.216.34", "2606:2800:220:1::1", "127.0.0.1");
        assertThat(send(
                        sender(names, false, Duration.ofSeconds(15)),
                        "http://crm.example.org:" + receiver.port() + "/hook"))
                .isEqualTo(AttemptOutcome.failed(AttemptFailure.ADDRESS));
        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "0.0.0.0",
                "127.0.0.1.",
                "user@127.0.0.1"
            })
    void behindTheWallsNobodyIsCalled(String host) {
        var sender = sender(new ChangingName().then("127.0.0.1"), false, Duration.ofSeconds(15));
        assertThat(send(sender, "http://" + host + ":" + receiver.port() + "/hook"))
                .isEqualTo(AttemptOutcome.failed(AttemptFailure.ADDRESS));
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void aNameWithoutAnAddressIsAFailureLikeAnother() {
        var sender = sender(new ChangingName().then(), true, Duration.ofSeconds(15));
        assertThat(send(sender, "http://crm.example.org:9999/"))
                .isEqualTo(AttemptOutcome.failed(AttemptFailure.ADDRESS));
    }

    @Test
    void aReceiverThatHangsIsCutOff() {
        receiver.answers(exchange -> {}); // and says nothing more
        assertThat(send(impatient(), receiver.url())).isEqualTo(AttemptOutcome.failed(AttemptFailure.TIMEOUT));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aReceiverThatDripsIsCutOff() {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write('.');
                    body.flush();
                }
            } catch (IOException cutOff) {
                // as it has to be
            }
        });
        // it drips so fast that the limit of an answer ends it, with the status that it gave
        assertThat(send(sender(new ChangingName().then(), true, Duration.ofSeconds(15)), receiver.url()))
                .isEqualTo(AttemptOutcome.answered(200, null));
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush(); // and leaves it at that
        });
        assertThat(send(impatient(), receiver.url())).isEqualTo(AttemptOutcome.failed(AttemptFailure.TIMEOUT));
    }

    @Test
    void nobodyThereIsAFailureOfTheConnection() {
        receiver.close();
        assertThat(send(impatient(), receiver.url())).isEqualTo(AttemptOutcome.failed(AttemptFailure.CONNECTION));
    }

    @Test
    void aReceiverThatHangsUpIsAFailureOfTheConnection() {
        receiver.answers(exchange -> {
            throw new IOException("hangs up");
        });
        assertThat(send(impatient(), receiver.url())).isEqualTo(AttemptOutcome.failed(AttemptFailure.CONNECTION));
    }

    @Test
    void overTlsTheReceiverHasToBeWhoTheUrlNames() throws Exception {
        var store = Certificates.of(folder, "crm.example.org");
        receiver.close();
        receiver = new Receiver(Certificates.context(store));
        var trusting = new HttpClientOptions()
                .setTrustOptions(new PfxOptions().setPath(store.toString()).setPassword(Certificates.PASSWORD));
        var names = new ChangingName().then("127.0.0.1");
        var sender = keep(new WebhookSender(
                vertx, new AddressGuard(names, false, true), config(Duration.ofSeconds(15)), trusting));
        var port = receiver.port();
        assertThat(send(sender, "https://crm.example.org:" + port + "/hook"))
                .isEqualTo(AttemptOutcome.answered(204, null));
        assertThat(send(sender, "https://other.example.org:" + port + "/hook"))
                .isEqualTo(AttemptOutcome.failed(AttemptFailure.TLS));
        var doubting = keep(new WebhookSender(
                vertx, new AddressGuard(names, false, true), config(Duration.ofSeconds(15)), new HttpClientOptions()));
        assertThat(send(doubting, "https://crm.example.org:" + port + "/hook"))
                .isEqualTo(AttemptOutcome.failed(AttemptFailure.TLS));
        assertThat(receiver.received()).hasSize(1);
    }

    private WebhookSender impatient() {
        return sender(new ChangingName().then(), true, Duration.ofMillis(300));
    }

    private WebhookSender sender(NameResolver names, boolean privateAllowed, Duration answerWithin) {
        return keep(new WebhookSender(
                vertx, new AddressGuard(names, true, privateAllowed), config(answerWithin), new HttpClientOptions()));
    }

    private WebhookSender keep(WebhookSender sender) {
        senders.add(sender);
        return sender;
    }

    private static AttemptOutcome send(WebhookSender sender, String url) {
        return sender.send(url, List.of(SECRET), MESSAGE, Instant.parse("2026-11-25T15:00:00Z"))
                .await()
                .indefinitely();
    }

    private static WebhooksConfig config(Duration answerWithin) {
        return new WebhooksConfig() {
            @Override
            public boolean allowInsecure() {
                return true;
            }

            @Override
            public boolean allowPrivateAddresses() {
                return true;
            }

            @Override
            public Duration pumpEvery() {
                return Duration.ofSeconds(1);
            }

            @Override
            public int endpointsPerOwner() {
                return 20;
            }

            @Override
            public Duration secretOverlap() {
                return Duration.ofHours(24);
            }

            @Override
            public Duration connectWithin() {
                return Duration.ofSeconds(5);
            }

            @Override
            public Duration answerWithin() {
                return answerWithin;
            }

            @Override
            public Duration retryWithin() {
                return Duration.ofHours(72);
            }

            @Override
            public Duration disableAfter() {
                return Duration.ofDays(5);
            }
        };
    }
}
