package org.carepromise.scheduling.appointment;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.scheduling.availability.Availability;
import org.carepromise.scheduling.availability.AvailabilityJson;

/** Adds to a capacity rule's refusal the next times that can be had, so that nobody is sent away empty-handed. */
@ApplicationScoped
class NearestAlternatives {

    private static final int HOW_MANY = 3;

    private final Availability availability;
    private final Sites sites;

    NearestAlternatives(Availability availability, Sites sites) {
        this.availability = availability;
        this.sites = sites;
    }

    /** Fails with the refusal, richer by its alternatives where it is about capacity. */
    <T> Uni<T> addTo(Problem refusal, UUID slot, String visitType) {
        if (!BookingRules.isTheirs(refusal)) {
            return Uni.createFrom().failure(refusal);
        }
        return availability.near(slot, visitType, HOW_MANY).onItem().transformToUni(found -> Uni.createFrom()
                .failure(refusal.with(
                        "alternatives",
                        found.starts().stream()
                                .map(start -> AvailabilityJson.of(
                                        start,
                                        found.visit(),
                                        sites.zoneOf(start.first().site())))
                                .toList())));
    }
}
