package org.carepromise.kit.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a patient gets in touch about: the one list that routing, contacts and KPIs share. */
public enum Topic {
    SCHEDULING,
    BILLING,
    CLINICAL,
    PHARMACY,
    PORTAL,
    OTHER;

    /** As files, events and the API write it: {@code billing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static boolean exists(String id) {
        return Arrays.stream(values()).anyMatch(topic -> topic.id().equals(id));
    }

    /** @throws IllegalArgumentException naming the topics there are */
    public static Topic of(String id) {
        return Arrays.stream(values())
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic: " + id + "; there are "
                        + Arrays.stream(values()).map(Topic::id).collect(Collectors.joining(", "))));
    }
}
