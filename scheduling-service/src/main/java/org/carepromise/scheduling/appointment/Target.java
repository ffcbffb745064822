package org.carepromise.scheduling.appointment;

import java.util.UUID;

/**
 * Where a booking goes: a slot, or the seats of a hold; the other one is null.
 *
 * @param anyProvider whether another provider's slot of that time will do
 * @param overbook whether seats beyond the capacity may be used
 */
public record Target(UUID slot, UUID hold, boolean anyProvider, boolean overbook) {

    public static Target hold(UUID hold) {
        return new Target(null, hold, false, false);
    }

    public static Target slot(UUID slot) {
        return new Target(slot, null, false, false);
    }
}
