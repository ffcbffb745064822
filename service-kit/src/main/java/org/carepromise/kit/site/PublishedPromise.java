package org.carepromise.kit.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the product promises to patients, and publishes whether it was kept. The policies file says of each how long it may
 * take; it declares all of them and no others.
 */
public enum PublishedPromise {
    /** The first attempt to call back has started. */
    CALLBACK_FIRST_ATTEMPT,
    /** A human has seen an urgent message. */
    URGENT_SEEN,
    /** A human has answered an urgent message. */
    URGENT_ANSWERED,
    /** A human has answered a routine message; the only clock that a question to the patient stops. */
    ROUTINE_ANSWERED,
    /** A human has seen an emergency message. */
    EMERGENCY_SEEN,
    /** A named person has acknowledged a complaint. */
    COMPLAINT_ACKNOWLEDGED,
    /** A complaint is resolved and documented. */
    COMPLAINT_RESOLVED,
    /** After a resolution, the first attempt to ask how it went. */
    RECOVERY_FOLLOW_UP;

    /** As files, events and the API write it: {@code urgent-seen}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a question to the patient may stop its clock. */
    public boolean mayEverPause() {
        return this == ROUTINE_ANSWERED;
    }

    /** @throws IllegalArgumentException naming the promises there are */
    public static PublishedPromise of(String id) {
        return Arrays.stream(values())
                .filter(promise -> promise.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no promise: " + id + "; there are "
                        + Arrays.stream(values()).map(PublishedPromise::id).collect(Collectors.joining(", "))));
    }
}
