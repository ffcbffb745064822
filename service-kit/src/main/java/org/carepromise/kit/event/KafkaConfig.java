package org.carepromise.kit.event;

import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Events go to Kafka where {@code carepromise.kafka.bootstrap-servers} is set. */
@ConfigMapping(prefix = "carepromise.kafka")
public interface KafkaConfig {

    Optional<String> bootstrapServers();

    @WithDefault("carepromise.events")
    String topic();

    /** Further settings of the producer, by Kafka's own names: {@code carepromise.kafka.producer."security.protocol"}. */
    Map<String, String> producer();
}
