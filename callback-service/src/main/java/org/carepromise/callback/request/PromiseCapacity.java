package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.admission.Admission;
import org.carepromise.callback.admission.Decision;
import org.carepromise.callback.admission.Request;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.promise.PromiseJson;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.site.Topic;

/** Gives admission what a promise depends on, and lets it decide. */
@ApplicationScoped
class PromiseCapacity {

    private static final Duration SHOWN_WINDOW = Duration.ofMinutes(30);
    private static final int SHOWN_WINDOWS = 3;

    private final SitePools pools;
    private final Sites sites;
    private final Policies policies;
    private final CallbacksConfig config;
    private final Admission admission = new Admission();

    PromiseCapacity(SitePools pools, Sites sites, Policies policies, CallbacksConfig config) {
        this.pools = pools;
        this.sites = sites;
        this.policies = policies;
        this.config = config;
    }

    /**
     * That the wish can be meant.
     *
     * @throws Problem {@code site-unknown}, {@code forbidden}, {@code topic-unknown}, {@code window-invalid},
     *     {@code window-in-past}
     */
    void check(Caller caller, CallbackWish wish, Instant now) {
        if (sites.find(wish.site()).isEmpty()) {
            throw Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file");
        }
        caller.checkReaches(wish.site());
        if (!Topic.exists(wish.topic())) {
            throw Problem.of(CallbackProblem.TOPIC_UNKNOWN)
                    .at("#/topic", "scheduling, billing, clinical, pharmacy, portal or other");
        }
        WindowRules.window(wish.windowStart(), wish.windowEnd(), now, config.promisedWithin());
    }

    /** In one round trip, behind what was sent on that connection before. */
    Uni<SiteCapacity> facts(SqlClient client, CallbackWish wish, Instant now) {
        return pools.countedOf(client, wish.site(), now);
    }

    /**
     * What can be promised.
     *
     * @throws Problem {@code outside-calling-hours}, {@code promise-capacity-exhausted}, each with the next times
     */
    Offer decide(CallbackWish wish, SiteCapacity facts, Instant now) {
        var calendar = sites.find(wish.site()).orElseThrow();
        var zone = wish.zone().orElse(calendar.site().zone());
        var callable = CallingHoursPlan.windows(zone, now, config.promisedWithin());
        var window = WindowRules.window(wish.windowStart(), wish.windowEnd(), now, config.promisedWithin());
        var limitAt = policies.of(PublishedPromise.CALLBACK_FIRST_ATTEMPT, wish.site())
                .terms()
                .termsFrom(calendar, now)
                .limitAt();
        var pools = facts.poolsOf(new Served(wish.skill(), wish.language()), now);
        var request = window.<Request>map(asked -> new Request.InWindow(callable, asked))
                .orElseGet(() -> new Request.Soonest(callable, limitAt, wish.acceptLater()));
        var decision = admission.decide(pools, request, now);
        if (decision instanceof Decision.Promised promised) {
            var next = admission.nextWindows(pools, callable, SHOWN_WINDOW, SHOWN_WINDOWS, now);
            return new Offer(promised, window, next, zone);
        }
        boolean hours = window.map(asked -> !WindowRules.isWithin(asked, callable))
                .orElseGet(() -> callable.get(0).startsAt().isAfter(limitAt));
        throw refusal(
                hours ? CallbackProblem.OUTSIDE_CALLING_HOURS : CallbackProblem.PROMISE_CAPACITY_EXHAUSTED,
                (Decision.Refused) decision,
                zone);
    }

    private static Problem refusal(CallbackProblem code, Decision.Refused refused, ZoneId zone) {
        return Problem.of(code)
                .with(
                        "earliest",
                        refused.soonest()
                                .map(soonest -> new CallbackJson.EarliestJson(
                                        at(soonest.dueAt(), zone), at(PromiseJson.shown(soonest.dueAt()), zone)))
                                .orElse(null))
                .with("nextTimes", CallbackJson.windows(refused.windows(), zone));
    }

    private static OffsetDateTime at(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime();
    }
}
