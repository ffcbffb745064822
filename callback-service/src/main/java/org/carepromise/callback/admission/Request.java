package org.carepromise.callback.admission;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a patient asks for. */
public sealed interface Request {

    /**
     * When the patient may be called, in order and apart: the hours of the patient's own zone. They need not be cut to the
     * site's hours, and reach as far as a promise may.
     */
    List<Window> callable();

    /**
     * As soon as possible.
     *
     * @param limitAt the limit that the published promise gives
     * @param acceptLater whether a later time is taken where that limit can't be kept
     */
    record Soonest(List<Window> callable, Instant limitAt, boolean acceptLater) implements Request {

        public Soonest {
            callable = inOrder(callable);
            Objects.requireNonNull(limitAt, "limitAt");
        }
    }

    /** In a window of the patient's choice. */
    record InWindow(List<Window> callable, Window window) implements Request {

        public InWindow {
            callable = inOrder(callable);
            Objects.requireNonNull(window, "window");
        }
    }

    private static List<Window> inOrder(List<Window> windows) {
        for (int i = 1; i < windows.size(); i++) {
            if (windows.get(i).startsAt().isBefore(windows.get(i - 1).endsAt())) {
                throw new IllegalArgumentException("window " + windows.get(i) + " begins before the last one ends");
            }
        }
        return List.copyOf(windows);
    }
}
