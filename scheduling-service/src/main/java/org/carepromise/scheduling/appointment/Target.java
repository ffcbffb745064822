package org.carepromise.scheduling.appointment;

import java.util.UUID;

/**
 * Where a booking goes: a slot, or the seats of a hold; the other one is null.
 *
 * @param anyProvider whether another provider's slot of that time will do
 * @param overbook whether seats beyond the capacity may be used
 * @param quiet whether the patient is not told: they know of it from elsewhere
 */
public record Target(UUID slot, UUID hold, boolean anyProvider, boolean overbook, boolean quiet) {

    public Target(UUID slot, UUID hold, boolean anyProvider, boolean overbook) {
        this(slot, hold, anyProvider, overbook, false);
    }

    public static Target hold(UUID hold) {
        return new Target(null, hold, false, false);
    }

    public static Target slot(UUID slot) {
        return new Target(slot, null, false, false);
    }
}
