package org.carepromise.callback.repromise;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Pool;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.callback.Ids;
import org.carepromise.callback.admission.Window;
import org.carepromise.callback.repromise.WhatIfJson.NewWhatIfJson;
import org.carepromise.callback.request.Absence;
import org.carepromise.callback.request.SitePools;
import org.carepromise.kit.access.Caller;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.site.Sites;
import org.carepromise.kit.time.ProductClock;
import org.carepromise.worktime.BusinessCalendar;

/** Looks what agents who are off would mean for what is promised, and changes nothing. For a worker's thread. */
@ApplicationScoped
class ImagineAbsence {

    private final SitePools pools;
    private final Sites sites;
    private final Pool pool;
    private final ProductClock clock;

    ImagineAbsence(SitePools pools, Sites sites, Pool pool, ProductClock clock) {
        this.pools = pools;
        this.sites = sites;
        this.pool = pool;
        this.clock = clock;
    }

    /** @throws Problem {@code site-unknown}, {@code forbidden}, {@code roster-unknown}, {@code absence-invalid} */
    WhatIfJson imagine(Caller caller, NewWhatIfJson asked) {
        var calendar = sites.find(asked.site())
                .orElseThrow(() -> Problem.of(CallbackProblem.SITE_UNKNOWN).at("#/site", "a site of the sites file"));
        caller.checkCovers(asked.site());
        var now = clock.instant();
        var absences = IntStream.range(0, asked.off().size())
                .mapToObj(i -> absence(asked, i, calendar))
                .toList();
        var capacity = pools.eachOf(pool, asked.site(), now).await().indefinitely();
        AbsencePlan.check(absences, capacity, now);
        return WhatIfJson.of(
                asked.site(),
                AbsencePlan.outcome(capacity, absences, now),
                calendar.site().zone());
    }

    /** Until the end of that day at the site, if nothing else is said. */
    private static Absence absence(NewWhatIfJson asked, int place, BusinessCalendar calendar) {
        var off = asked.off().get(place);
        var roster = Ids.ROSTER.parse(off.roster()).orElseThrow(() -> Problem.of(CallbackProblem.ROSTER_UNKNOWN)
                .at("#/off/" + place + "/roster", "a roster of the site"));
        var until = Optional.ofNullable(off.until()).orElseGet(() -> endOfDay(off.from(), calendar));
        if (!off.from().isBefore(until)) {
            throw Problem.of(CallbackProblem.ABSENCE_INVALID).at("#/off/" + place + "/until", "a time after from");
        }
        return new Absence(roster, off.agents(), new Window(off.from(), until));
    }

    private static Instant endOfDay(Instant at, BusinessCalendar calendar) {
        return calendar.dateAt(at)
                .plusDays(1)
                .atStartOfDay(calendar.site().zone())
                .toInstant();
    }
}
