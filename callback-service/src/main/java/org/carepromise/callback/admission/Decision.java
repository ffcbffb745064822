package org.carepromise.callback.admission;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What can be promised. */
public sealed interface Decision {

    /**
     * A promise that capacity keeps.
     *
     * @param releaseAt the first instant at which the patient may be called
     * @param dueAt the limit; a computed one is rounded up to the second (texts to patients round up to five minutes)
     * @param withinSla whether that is not after the limit that is published; always so for a window
     */
    record Promised(Instant releaseAt, Instant dueAt, boolean withinSla) implements Decision {

        public Promised {
            Objects.requireNonNull(releaseAt, "releaseAt");
            Objects.requireNonNull(dueAt, "dueAt");
        }
    }

    /**
     * Nothing that was asked for.
     *
     * @param soonest what {@code acceptLater} would get; empty if nothing is left as far as the roster reaches
     * @param windows the next windows that would be promised
     */
    record Refused(Optional<Promised> soonest, List<Window> windows) implements Decision {

        public Refused {
            windows = List.copyOf(windows);
        }
    }
}
