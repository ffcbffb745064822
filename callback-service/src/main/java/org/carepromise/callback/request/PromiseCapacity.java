package org.carepromise.callback.request;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.CallbacksConfig;
import org.carepromise.callback.admission.Admission;
import org.carepromise.callback.admission.AgentSteps;
import org.carepromise.callback.admission.Decision;
import org.carepromise.callback.admission.Pool;
import org.carepromise.callback.admission.Request;
import org.carepromise.callback.admission.Staffed;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.roster.Roster;
import org.carepromise.callback.roster.RosterPlan;
import org.carepromise.callback.roster.RosterStore;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.promise.PromiseJson;
import org.carepromise.kit.site.Policies;
import org.carepromise.kit.site.PublishedPromise;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.site.Topic;
import org.carepromise.worktime.BusinessCalendar;

/** Loads what a promise depends on, roster, opening hours and what was promised already, and lets admission decide. */
@ApplicationScoped
class PromiseCapacity {

    private static final Duration SHOWN_WINDOW = Duration.ofMinutes(30);
    private static final int SHOWN_WINDOWS = 3;

    private final CallbackStore callbacks;
    private final RosterStore rosters;
    private final Sites sites;
    private final Policies policies;
    private final CallbacksConfig config;
    private final Admission admission = new Admission();

    PromiseCapacity(
            CallbackStore callbacks, RosterStore rosters, Sites sites, Policies policies, CallbacksConfig config) {
        this.callbacks = callbacks;
        this.rosters = rosters;
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

    /** What the decision depends on, besides the files and the hour. */
    record Facts(List<Roster> rostered, List<CallbackStore.Waiting> waiting) {}

    /** In one round trip, behind what was sent on that connection before. */
    Uni<Facts> facts(SqlClient client, CallbackWish wish) {
        return Uni.combine()
                .all()
                .unis(
                        rosters.ofSite(client, wish.site()),
                        callbacks.waiting(client, wish.site(), wish.skill(), wish.language()))
                .with(Facts::new);
    }

    /**
     * What can be promised.
     *
     * @throws Problem {@code outside-calling-hours}, {@code promise-capacity-exhausted}, each with the next times
     */
    Offer decide(CallbackWish wish, Facts facts, Instant now) {
        var calendar = sites.find(wish.site()).orElseThrow();
        var zone = wish.zone().orElse(calendar.site().zone());
        var callable = CallingHoursPlan.windows(zone, now, config.promisedWithin());
        var window = WindowRules.window(wish.windowStart(), wish.windowEnd(), now, config.promisedWithin());
        var limitAt = policies.of(PublishedPromise.CALLBACK_FIRST_ATTEMPT, wish.site())
                .terms()
                .termsFrom(calendar, now)
                .limitAt();
        var pools = List.of(
                new Pool(
                        agents(calendar, facts.rostered(), now, any -> true),
                        config.agentTime(),
                        facts.waiting().stream()
                                .map(CallbackStore.Waiting::allOfSite)
                                .toList()),
                new Pool(
                        agents(calendar, facts.rostered(), now, its -> its.serves(wish.skill(), wish.language())),
                        config.agentTime(),
                        facts.waiting().stream()
                                .filter(some -> some.ofPool() > 0)
                                .map(CallbackStore.Waiting::allOfPool)
                                .toList()));
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

    /** So far back that the present opening is whole: at its beginning agents were idle. */
    private AgentSteps agents(BusinessCalendar calendar, List<Roster> rostered, Instant now, Predicate<Roster> who) {
        var zone = calendar.site().zone();
        var from = now.minus(Duration.ofDays(2));
        var until = now.plus(config.promisedWithin());
        var openings = calendar.openings(from, until).stream()
                .map(opening -> new Window(opening.opensAt(), opening.closesAt()))
                .toList();
        var staffed = new ArrayList<Staffed>();
        rostered.stream()
                .filter(who)
                .forEach(roster -> staffed.addAll(RosterPlan.staffed(
                        roster,
                        zone,
                        from.atZone(zone).toLocalDate(),
                        until.atZone(zone).toLocalDate())));
        return AgentSteps.of(openings, staffed);
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
