package org.carepromise.kit.event;

import java.util.HashSet;
import java.util.List;

/**
 * Which events may be on their way to Kafka at once: no two of one subject, or a failure could let the second overtake
 * the first.
 */
final class KafkaWave {

    private KafkaWave() {}

    /** @return the longest beginning of the list that has each subject once; empty only where the list is */
    static List<NumberedEvent> of(List<NumberedEvent> events) {
        var subjects = new HashSet<String>();
        int length = 0;
        while (length < events.size() && subjects.add(events.get(length).subject())) {
            length++;
        }
        return events.subList(0, length);
    }
}
