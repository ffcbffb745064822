package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a search finds nothing.
 *
 * @param reason what stands in the way
 * @param changesAt when the same search will show something, if nothing else happens; empty where it will not by itself
 * @param nextAt the first start after the time searched that can be booked now
 */
record EmptyAnswer(EmptyReason reason, Optional<Instant> changesAt, Optional<Instant> nextAt) {

    static EmptyAnswer of(EmptyReason reason) {
        return new EmptyAnswer(reason, Optional.empty(), Optional.empty());
    }

    EmptyAnswer next(Optional<Instant> at) {
        return new EmptyAnswer(reason, changesAt, at);
    }
}
