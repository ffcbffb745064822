package org.carepromise.scheduling.availability;

import java.util.Comparator;
import java.util.UUID;

/** Whom a patient gets who takes any provider: visits spread evenly over those who are free. */
public final class ProviderOrder {

    private static final Comparator<Turn> FEWEST_VISITS_FIRST =
            Comparator.comparingInt(Turn::visits).thenComparing(Turn::provider);

    private ProviderOrder() {}

    /**
     * A provider who is free at some time.
     *
     * @param visits how many there are that day already
     */
    public record Turn(UUID provider, int visits) {}

    /** Fewest visits that day first, then by provider id. */
    public static Comparator<Turn> evenly() {
        return FEWEST_VISITS_FIRST;
    }
}
