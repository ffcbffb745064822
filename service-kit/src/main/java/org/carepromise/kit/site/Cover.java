package org.carepromise.kit.site;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.carepromise.worktime.BusinessCalendar;
import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyRoster;
import org.carepromise.worktime.WeeklyHours;

/**
 * Decides whether somebody is there whenever an ELAPSED promise runs: the site is open, or the policy's post is on duty.
 * The regular week decides what may be promised; dates (holidays, closures, clock changes) leave gaps that are reported.
 */
final class Cover {

    private static final DutyContact NOBODY = new DutyContact(DutyContact.Channel.DESK, "nobody");

    private Cover() {}

    /**
     * @throws InvalidFile naming site, policy and the first uncovered stretch of the week, from Monday 00:00 on
     */
    static void requireWeekCovered(SiteDirectory sites, PolicyBook policies) {
        for (var calendar : sites.calendars().values()) {
            for (var promise : PublishedPromise.values()) {
                var policy = policies.of(promise, calendar.site().id());
                if (policy.runsWhileClosed()) {
                    var gaps = uncovered(sites, calendar, policy.onDuty());
                    UncoveredWeek.firstStretch(gaps).ifPresent(stretch -> {
                        throw new InvalidFile("site " + calendar.site().id() + ": policy " + promise.id()
                                + ": ELAPSED, but from " + stretch + " the site is closed and "
                                + reason(sites, calendar, policy.onDuty())
                                + "; complete the duty roster, or give the site a business clock");
                    });
                }
            }
        }
    }

    /** The gaps of all sites within a range, by site and post, each in order. */
    static List<RosterGap> gaps(
            SiteDirectory sites, PolicyBook policies, Instant startInclusive, Instant endExclusive) {
        var gaps = new ArrayList<RosterGap>();
        for (var calendar : sites.calendars().values()) {
            bound(policies, calendar.site().id()).forEach((post, promises) -> roster(sites, calendar, post)
                    .gapsWhileClosed(calendar, startInclusive, endExclusive)
                    .forEach(gap -> gaps.add(new RosterGap(calendar.site().id(), post, promises, gap))));
        }
        return List.copyOf(gaps);
    }

    /** The ELAPSED promises of a site by who keeps them while it is closed. */
    private static Map<Optional<DutyPost>, List<PublishedPromise>> bound(PolicyBook policies, String site) {
        var bound = new LinkedHashMap<Optional<DutyPost>, List<PublishedPromise>>();
        Arrays.stream(PublishedPromise.values())
                .filter(promise -> policies.of(promise, site).runsWhileClosed())
                .forEach(promise -> bound.computeIfAbsent(
                                policies.of(promise, site).onDuty(), post -> new ArrayList<>())
                        .add(promise));
        return bound;
    }

    private static WeeklyHours uncovered(SiteDirectory sites, BusinessCalendar calendar, Optional<DutyPost> post) {
        return roster(sites, calendar, post).weeklyGaps(calendar.site().hours());
    }

    /** The roster of the post; without one, a roster on which nobody stands, never to be alerted by. */
    private static DutyRoster roster(SiteDirectory sites, BusinessCalendar calendar, Optional<DutyPost> post) {
        var site = calendar.site().id();
        return post.flatMap(its -> sites.roster(site, its))
                .orElseGet(() -> new DutyRoster(site, "nobody", "nobody", List.of(), NOBODY));
    }

    private static String reason(SiteDirectory sites, BusinessCalendar calendar, Optional<DutyPost> post) {
        return post.map(its -> sites.roster(calendar.site().id(), its).isEmpty()
                        ? "has no duty roster " + its
                        : "nobody is on duty as " + its)
                .orElse("the policy names nobody on duty");
    }
}
