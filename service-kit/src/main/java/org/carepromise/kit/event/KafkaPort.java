package org.carepromise.kit.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The connection to Kafka; it blocks, and belongs on a worker thread. */
final class KafkaPort implements AutoCloseable {

    /** After which a record is given up; well inside a lease, so that nobody sends who lost it. */
    static final Duration DELIVERED_WITHIN = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final String source;
    private final ObjectMapper json;

    KafkaPort(String servers, String topic, Map<String, String> more, String source, ObjectMapper json) {
        var settings = new HashMap<String, Object>(more);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERED_WITHIN.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERED_WITHIN.toMillis() / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) DELIVERED_WITHIN.toMillis() / 2);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.source = source;
        this.json = json;
    }

    /**
     * Sends a wave and waits until the brokers have it.
     *
     * @throws IllegalStateException where they do not have all of it; some may be there
     */
    void send(List<NumberedEvent> wave) {
        try {
            var sent = wave.stream().map(this::send).toList();
            for (var each : sent) {
                each.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while sending to Kafka");
        } catch (ExecutionException refused) {
            throw new IllegalStateException(
                    "Kafka refused: " + refused.getCause().getClass().getSimpleName());
        }
    }

    private Future<RecordMetadata> send(NumberedEvent event) {
        try {
            var message =
                    new ProducerRecord<>(topic, event.subject(), json.writeValueAsBytes(EventJson.of(event, source)));
            message.headers().add("content-type", EventJson.MEDIA_TYPE.getBytes(US_ASCII));
            return producer.send(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
