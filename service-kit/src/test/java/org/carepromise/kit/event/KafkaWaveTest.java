package org.carepromise.kit.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is on its way at once may arrive in any order, so no subject is in it twice. */
class KafkaWaveTest {

    @Test
    void aSubjectsSecondEventWaitsForTheFirst() {
        assertThat(KafkaWave.of(events("a", "b", "c", "b", "d"))).hasSize(3);
        assertThat(KafkaWave.of(events("a", "a"))).hasSize(1);
    }

    @Test
    void differentSubjectsGoTogether() {
        assertThat(KafkaWave.of(events("a", "b", "c"))).hasSize(3);
    }

    @Test
    void ofNothingThereIsNoWave() {
        assertThat(KafkaWave.of(List.of())).isEmpty();
    }

    private static List<NumberedEvent> events(String... subjects) {
        return IntStream.range(0, subjects.length)
                .mapToObj(i -> new NumberedEvent(
                        i + 1, new UUID(0, i), "t", subjects[i], "s", Instant.EPOCH, new JsonObject()))
                .toList();
    }
}
