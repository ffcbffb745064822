package org.carepromise.kit.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.carepromise.kit.site.DutyPost;
import org.carepromise.kit.site.SiteDirectory;
import org.carepromise.worktime.DutyContact;
import org.carepromise.worktime.DutyShift;

/**
 * Decides who hears of an alert next: whoever is on duty now and has not been told yet, in the roster's order; when there
 * is nobody left, or nobody on duty, the last resort; and the last resort again, as long as nobody answers, up to a bound.
 * The walk never goes back from the last resort to the roster.
 */
final class AlertPlan {

    private AlertPlan() {}

    /** Whom a step goes to. */
    enum Rung {
        ON_DUTY,
        LAST_RESORT,
        /** The last resort again. */
        REPEAT
    }

    /**
     * What is known when a step falls due.
     *
     * @param told everybody who has been told of this alert, by the {@code sub} of their tokens
     * @param lastResortTold how often the last resort has been told
     * @param onDuty the shifts that run now, in the order in which their people are alerted
     * @param lastResort of the roster
     * @param repeats how often the last resort is told again, at most
     */
    record Facts(Set<String> told, int lastResortTold, List<DutyShift> onDuty, DutyContact lastResort, int repeats) {}

    /**
     * A step to take.
     *
     * @param person empty for the last resort
     */
    record Next(Rung rung, Optional<String> person, DutyContact contact) {}

    /**
     * Who can be told at an instant.
     *
     * @param ofRoster whether the site has a roster for the post; without one there is a last resort all the same
     */
    record Ladder(List<DutyShift> onDuty, DutyContact lastResort, boolean ofRoster) {}

    /** Without a roster for the post: the last resort of another one of the site, else whoever stands at its desk. */
    static Ladder ladder(SiteDirectory sites, String site, DutyPost post, Instant now) {
        var calendar = sites.find(site);
        var roster = sites.roster(site, post);
        if (calendar.isPresent() && roster.isPresent()) {
            var onDuty = roster.get().onDutyAt(calendar.get().site().zone(), now);
            return new Ladder(onDuty, roster.get().lastResort(), true);
        }
        var another = sites.rosters().getOrDefault(site, Map.of()).entrySet().stream()
                .min(Comparator.comparing(entry -> entry.getKey().toString()))
                .map(entry -> entry.getValue().lastResort());
        return new Ladder(List.of(), another.orElseGet(() -> new DutyContact(DutyContact.Channel.DESK, site)), false);
    }

    static Facts facts(List<AlertStep> earlier, Ladder ladder, int repeats) {
        var told =
                earlier.stream().map(AlertStep::person).filter(Objects::nonNull).collect(Collectors.toSet());
        int lastResortTold =
                (int) earlier.stream().filter(AlertStep::isToLastResort).count();
        return new Facts(told, lastResortTold, ladder.onDuty(), ladder.lastResort(), repeats);
    }

    /** @return the next step, or empty where the walk has come to its end */
    static Optional<Next> next(Facts facts) {
        if (facts.lastResortTold() > 0) {
            return facts.lastResortTold() > facts.repeats()
                    ? Optional.empty()
                    : Optional.of(new Next(Rung.REPEAT, Optional.empty(), facts.lastResort()));
        }
        return Optional.of(facts.onDuty().stream()
                .filter(shift -> !facts.told().contains(shift.subjectId()))
                .findFirst()
                .map(shift -> new Next(Rung.ON_DUTY, Optional.of(shift.subjectId()), shift.contact()))
                .orElseGet(() -> new Next(Rung.LAST_RESORT, Optional.empty(), facts.lastResort())));
    }

    /** Whether the last resort has been told already, and its time is over now. */
    static boolean isUnanswered(Facts facts) {
        return facts.lastResortTold() > 0;
    }
}
