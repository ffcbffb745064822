package org.carepromise.kit.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.jackson.JsonFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.carepromise.kit.sample.Behind;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Kafka gets every event at least once, each subject's in their order, from one replica at a time. */
@SampleTest
class KafkaSinkTest {

    private static final int PARTITIONS = 3;
    private static final Instant T0 = Instant.parse("2026-12-07T10:00:00Z");

    private static KafkaBroker broker;

    @Inject
    Happenings happenings;

    @Inject
    KafkaSink unconfigured;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    EventStore events;

    @Inject
    EventCursorStore cursors;

    @Inject
    ReadEvents readEvents;

    @Inject
    ObjectMapper json;

    @Inject
    Vertx vertx;

    private final String subject = Happenings.subject();
    private final String topic = "events-" + UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<KafkaSink> sinks = new ArrayList<>();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new KafkaBroker();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void beginHere() throws Exception {
        broker.createTopic(topic, PARTITIONS);
        happenings.relayAll();
        Behind.change("DELETE FROM event_cursor");
        Behind.change(
                "INSERT INTO event_cursor (name, position, holder, leased_until, epoch)"
                        + " VALUES ('kafka', ?, gen_random_uuid(), '2000-01-01', 1)",
                Happenings.head());
    }

    @AfterEach
    void disconnect() {
        sinks.forEach(sink -> sink.stop(null));
    }

    @Test
    void itIsOffWhereNoBrokerIsNamed() {
        assertThat(unconfigured.enabled()).isFalse();
    }

    @Test
    void aMessageIsACloudEventUnderItsSubject() throws Exception {
        happenings.write(Happenings.TYPE, subject, "springfield", Map.of("version", 3, "contactKey", "k-1"));
        happenings.relayAll();
        sendAll(replica(), T0);
        var message = received(1).get(0);
        assertThat(message.key()).isEqualTo(subject);
        assertThat(message.headers().lastHeader("content-type").value())
                .isEqualTo("application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
        var event = new JsonFormat().deserialize(message.value());
        assertThat(event.getType()).isEqualTo(Happenings.TYPE);
        assertThat(event.getSource()).hasToString("/v1/sample");
        assertThat(event.getExtension("position")).isEqualTo(Long.toString(Happenings.head()));
        assertThat(new String(event.getData().toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"version\":3}");
    }

    @Test
    void eachSubjectsEventsArriveOnceInTheirOrder() {
        happenings.writeAll(240, i -> subject + i % 7);
        happenings.relayAll();
        var replica = replica();
        sendAll(replica, T0);
        assertOrder(received(240), 240, 7);
        assertThat(position()).isEqualTo(Happenings.head());
        replica.measure().await().indefinitely();
        assertThat(meters.get("carepromise.events.kafka.lag").gauge().value()).isZero();
    }

    @Test
    void anotherReplicaSendsNothingUntilTheLeaseEnds() {
        happenings.writeAll(1, i -> subject);
        happenings.relayAll();
        var first = replica();
        var second = replica();
        sendAll(first, T0);
        happenings.writeAll(1, i -> subject + "later");
        happenings.relayAll();
        long waiting = position();
        sendAll(second, T0.plus(KafkaSink.LEASE).minusMillis(1));
        assertThat(position()).isEqualTo(waiting);
        sendAll(second, T0.plus(KafkaSink.LEASE).plusSeconds(1));
        assertThat(position()).isEqualTo(Happenings.head());
    }

    @Test
    void whoeverLostTheLeaseMovesTheCursorNoMore() {
        happenings.writeAll(1, i -> subject);
        happenings.relayAll();
        var first = replica();
        var second = replica();
        sendAll(first, T0);
        happenings.writeAll(3, i -> subject + "then");
        happenings.relayAll();
        var later = T0.plus(KafkaSink.LEASE);
        assertThat(second.sendOnce(later).await().indefinitely()).isTrue();
        long secondCame = position();
        // still at T0, as a replica that was stopped for a while believes
        assertThat(first.sendOnce(T0).await().indefinitely()).isFalse();
        assertThat(position()).isEqualTo(secondCame);
        sendAll(second, later);
        assertThat(position()).isEqualTo(Happenings.head());
    }

    @Test
    @Tag("full")
    void whatKafkaDidNotGetBeforeItWasKilledItGetsAfterwards() throws Exception {
        happenings.writeAll(20, i -> subject + i % 2);
        happenings.relayAll();
        var replica = replica();
        replica.sendOnce(T0).await().indefinitely();
        broker.kill();
        assertThatIllegalStateException()
                .isThrownBy(() -> replica.sendOnce(T0).await().indefinitely());
        long acknowledged = position();
        assertThat(acknowledged).isEqualTo(Happenings.head() - 18);
        broker.start();
        sendAll(replica, T0.plusSeconds(2));
        var received = received(20);
        var firstTime = received.stream()
                .collect(Collectors.toMap(
                        message -> new JsonObject(new String(message.value(), StandardCharsets.UTF_8)).getString("id"),
                        message -> message,
                        (one, again) -> one,
                        LinkedHashMap::new));
        assertOrder(List.copyOf(firstTime.values()), 20, 2);
        assertThat(position()).isEqualTo(Happenings.head());
    }

    @Test
    void whatWasPrunedBeforeKafkaHadItIsCounted() {
        happenings.writeAll(1, i -> subject);
        happenings.relayAll();
        sendAll(replica(), T0);
        happenings.writeAll(5, i -> subject);
        happenings.relayAll();
        Behind.change("DELETE FROM event WHERE position <= ?", Happenings.head() - 2);
        sendAll(replica(), T0.plus(KafkaSink.LEASE));
        assertThat(meters.get("carepromise.events.kafka.missed").counter().count())
                .isEqualTo(3);
        assertThat(position()).isEqualTo(Happenings.head());
    }

    private KafkaSink replica() {
        var config = new KafkaConfig() {
            @Override
            public Optional<String> bootstrapServers() {
                return Optional.of(broker.servers());
            }

            @Override
            public String topic() {
                return topic;
            }

            @Override
            public Map<String, String> producer() {
                return Map.of("client.id", "sink-of-tests");
            }
        };
        var sink = new KafkaSink(transactions, pool, events, cursors, readEvents, config, json, meters);
        sinks.add(sink);
        return sink;
    }

    private static void sendAll(KafkaSink sink, Instant at) {
        while (sink.sendOnce(at).await().indefinitely()) {
            // there may be more
        }
    }

    private static long position() {
        return Behind.count("SELECT position FROM event_cursor WHERE name = 'kafka'");
    }

    private List<ConsumerRecord<String, byte[]>> received(int atLeast) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", broker.servers(), "auto.offset.reset", "earliest", "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition(topic, i))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(all).isGreaterThanOrEqualTo(atLeast);
            var received = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (received.size() < all) {
                consumer.poll(Duration.ofMillis(200)).forEach(received::add);
            }
            return received;
        }
    }

    private void assertOrder(List<ConsumerRecord<String, byte[]>> messages, int events, int subjects) {
        assertThat(messages).hasSize(events);
        for (int i = 0; i < subjects; i++) {
            int number = i;
            assertThat(messages.stream()
                            .filter(message -> message.key().equals(subject + number))
                            .map(message -> new JsonObject(new String(message.value(), StandardCharsets.UTF_8))
                                    .getJsonObject("data")
                                    .getInteger("n"))
                            .toList())
                    .containsExactlyElementsOf(IntStream.range(0, events)
                            .filter(n -> n % subjects == number)
                            .boxed()
                            .toList());
        }
    }
}
