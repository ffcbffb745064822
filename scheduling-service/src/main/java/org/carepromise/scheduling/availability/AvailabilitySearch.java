package org.carepromise.scheduling.availability;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is searched for.
 *
 * @param visitType its id
 * @param site one site, or empty for all
 * @param sites the sites searched: that one, or all there are
 * @param provider one provider, or empty for any
 * @param from the first start wanted
 * @param to the first start no longer wanted
 */
public record AvailabilitySearch(
        String visitType, Optional<String> site, String[] sites, Optional<UUID> provider, Instant from, Instant to) {}
