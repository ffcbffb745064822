package org.carepromise.kit.promise;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.carepromise.worktime.PromiseClock;

/** The promise block: the same in every answer about a thing that something was promised about. */
@Schema(name = "Promise", description = "What was promised, by which clock, and where it stands.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromiseJson(
        @Schema(examples = "prom_01kat3v0000000000000000000") String id,
        @Schema(examples = "urgent-answered") String policy,
        long policyVersion,
        PromiseClock clock,
        @Schema(description = "The aim, where there is one beside the limit") OffsetDateTime target,
        @Schema(description = "Kept at this very instant, broken after it; absent while paused") OffsetDateTime limit,
        @Schema(description = "The limit in full five minutes, never earlier: what people are shown")
                OffsetDateTime limitShown,
        @Schema(description = "The limit that was told first; the published share counts by it")
                OffsetDateTime firstLimit,
        boolean withinSla,
        OffsetDateTime atRiskAt,
        OffsetDateTime pausedAt,
        PromiseState state,
        @Schema(description = "When it happened, also where that was late") OffsetDateTime keptAt,
        OffsetDateTime breachedAt) {

    private static final long SHOWN_STEP_SECONDS = 300;

    /** @param zone of the site */
    public static PromiseJson of(Promise promise, ZoneId zone) {
        boolean bound = promise.state() != PromiseState.PAUSED;
        var limit = bound ? promise.terms().limitAt() : null;
        return new PromiseJson(
                promise.publicId(),
                promise.policy(),
                promise.terms().policyVersion(),
                promise.run().policy().limit().clock(),
                bound ? at(promise.terms().targetAt().orElse(null), zone) : null,
                at(limit, zone),
                at(limit == null ? null : shown(limit), zone),
                at(promise.firstLimitAt(), zone),
                promise.withinSla(),
                bound ? at(promise.terms().atRiskAt(), zone) : null,
                at(promise.pausedAt().orElse(null), zone),
                promise.state(),
                at(promise.keptAt().orElse(null), zone),
                at(promise.breachedAt().orElse(null), zone));
    }

    /** The one to look at of several: the open one due next, else the one that ends last; empty of none. */
    public static Optional<Promise> foremost(List<Promise> promises) {
        Comparator<Promise> byLimit =
                Comparator.comparing(promise -> promise.terms().limitAt());
        return promises.stream()
                .filter(promise -> promise.state().isOpen())
                .min(byLimit)
                .or(() -> promises.stream().max(byLimit));
    }

    /** Rounded up to five minutes: nobody is told a time that is earlier than the promise. */
    public static Instant shown(Instant limit) {
        long seconds = limit.getEpochSecond() + (limit.getNano() > 0 ? 1 : 0);
        return Instant.ofEpochSecond(-Math.floorDiv(-seconds, SHOWN_STEP_SECONDS) * SHOWN_STEP_SECONDS);
    }

    private static OffsetDateTime at(Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
