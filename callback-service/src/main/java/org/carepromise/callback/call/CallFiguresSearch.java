package org.carepromise.callback.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;

/**
 * What figures are asked for.
 *
 * @param places whose they are
 * @param language of the calls; empty for all
 * @param cell what is added up: 15 minutes, or a date of the place
 * @param threshold within which an answer is in time
 */
record CallFiguresSearch(
        List<Place> places,
        Optional<String> language,
        Cell cell,
        Duration threshold,
        ServiceLevelFormula serviceLevel,
        AbandonmentFormula abandonment) {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;

    enum Cell {
        INTERVAL,
        DAY
    }

    /** A site and some of its dates. */
    record Place(String site, ZoneId zone, LocalDate fromInclusive, LocalDate untilExclusive) {

        /** One date; today, if none is named. */
        static Place on(String site, ZoneId zone, LocalDate on, Instant now) {
            var date = on == null ? LocalDate.ofInstant(now, zone) : on;
            return new Place(site, zone, date, date.plusDays(1));
        }

        /**
         * Dates one after the other; the last thirty with today, if none is named.
         *
         * @param from or null
         * @param to or null
         * @throws Problem {@code range-invalid}
         */
        static Place range(String site, ZoneId zone, LocalDate from, LocalDate to, Instant now) {
            var until = to == null ? LocalDate.ofInstant(now, zone).plusDays(1) : to;
            var begin = from == null ? until.minusDays(USUAL_DAYS) : from;
            if (!begin.isBefore(until) || begin.plusDays(MOST_DAYS).isBefore(until)) {
                throw Problem.of(CallbackProblem.RANGE_INVALID).at("?to", "after from, at most 366 days");
            }
            return new Place(site, zone, begin, until);
        }

        Instant from() {
            return fromInclusive.atStartOfDay(zone).toInstant();
        }

        Instant until() {
            return untilExclusive.atStartOfDay(zone).toInstant();
        }
    }

    List<String> sites() {
        return places.stream().map(Place::site).toList();
    }
}
