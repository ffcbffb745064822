package org.carepromise.scheduling.capacity;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.scheduling.availability.Availability;
import org.carepromise.scheduling.availability.AvailabilityJson;
import org.carepromise.scheduling.availability.SlotFinder.Start;
import org.carepromise.scheduling.visittype.Visit;

/** Adds to a capacity rule's refusal the next times that can be had, so that nobody is sent away empty-handed. */
@ApplicationScoped
public class NearestAlternatives {

    private static final int HOW_MANY = 3;

    private final Availability availability;
    private final Sites sites;

    NearestAlternatives(Availability availability, Sites sites) {
        this.availability = availability;
        this.sites = sites;
    }

    /** Fails with the refusal, richer by its alternatives where it is about capacity and a slot was named. */
    public <T> Uni<T> addTo(Problem refusal, UUID slot, String visitType) {
        if (slot == null || !BookingRules.isTheirs(refusal)) {
            return Uni.createFrom().failure(refusal);
        }
        // The refusal is decided: that no alternative could be looked up in time must not turn it into another.
        return availability
                .near(slot, visitType, HOW_MANY)
                .map(found -> refusal.with(
                        "alternatives",
                        found.starts().stream()
                                .map(start -> shown(start, found.visit()))
                                .toList()))
                .onFailure()
                .recoverWithItem(refusal)
                .flatMap(answer -> Uni.createFrom().failure(answer));
    }

    private AvailabilityJson shown(Start start, Visit visit) {
        return AvailabilityJson.of(start, visit, sites.zoneOf(start.first().site()));
    }
}
