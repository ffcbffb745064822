package org.carepromise.callback.desk;

import java.time.Instant;
import java.util.UUID;

/**
 * What staff wrote about a callback. It may hold what a patient said, so it is stored encrypted and told to nobody but by
 * the operations that show it.
 */
record Remark(UUID id, UUID callback, Kind kind, String words, String person, Instant madeAt) {

    enum Kind {
        /** Why it was put first. */
        PUT_FIRST,
        CLINICAL_CONCERN
    }
}
