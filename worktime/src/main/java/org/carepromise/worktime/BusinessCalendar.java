package org.carepromise.worktime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * When one site is open, by its hours, holidays, closures and extra openings.
 *
 * <p>Openings are worked out by years when first asked for, and kept with the time counted before each, so that a deadline
 * is found by binary search however far ahead it lies. Safe for use by several threads and meant to be shared; for a site
 * that has changed, make another.
 *
 * <p>Instants are half-open ranges to the microsecond. Dates reach from {@value #FIRST_YEAR} to {@value #LAST_YEAR}, which
 * is what the holiday library can answer for every calendar; beyond, every method throws {@link DateTimeException}.
 */
public final class BusinessCalendar {

    /** The first year with an answer. */
    public static final int FIRST_YEAR = 1900;

    /** The last year with an answer: its Islamic calendar ends in 2174. */
    public static final int LAST_YEAR = 2149;

    private static final long LONGEST_WAIT = NeverOpensException.LONGEST_WAIT_DAYS * Micros.PER_DAY;

    private final Site site;
    private final OpeningRules rules;
    private volatile Timeline timeline;

    private BusinessCalendar(Site site) {
        this.site = site;
        this.rules = new OpeningRules(site);
    }

    /** @throws IllegalArgumentException naming the site, if its holiday calendar does not exist */
    public static BusinessCalendar of(Site site) {
        return new BusinessCalendar(site);
    }

    /** The site whose calendar this is. */
    public Site site() {
        return site;
    }

    /** The date on the site's wall at an instant. */
    public LocalDate dateAt(Instant at) {
        return LocalDate.ofInstant(at, site.zone());
    }

    /** Whether something opens on the date; the tail of the day before does not count. */
    public boolean isBusinessDay(LocalDate date) {
        return !openingsOn(date).isEmpty();
    }

    /** Why nothing opens on the date; empty for a business day. */
    public Optional<ClosedReason> closedReason(LocalDate date) {
        return rules.closedReason(supported(date));
    }

    /** The openings of one date in order, whole, with their tails past midnight; those that touch are one. */
    public List<Opening> openingsOn(LocalDate date) {
        return rules.openingsOn(supported(date));
    }

    /**
     * The open time within a range, in order.
     *
     * <p>The first and the last opening are cut to the range. Openings of different dates are kept apart also where they
     * touch, as at midnight of a site that never closes; where they overlap, the later begins when the earlier ends. So
     * their lengths add up to {@link PromiseClock#BUSINESS_HOURS} between the two instants.
     *
     * @return empty if nothing is open within, or the end is not after the start
     */
    public List<Opening> openings(Instant startInclusive, Instant endExclusive) {
        if (!startInclusive.isBefore(endExclusive)) {
            return List.of();
        }
        return covering(startInclusive, endExclusive).openings(startInclusive, endExclusive);
    }

    /** Whether the site is open at an instant. */
    public boolean isOpenAt(Instant at) {
        return covering(at, at).openTime.contains(Micros.floor(at));
    }

    /** Whether the site is open from start to end without a break; an empty range is covered where it is open. */
    public boolean covers(Instant startInclusive, Instant endExclusive) {
        return !endExclusive.isBefore(startInclusive)
                && covering(startInclusive, endExclusive)
                        .openTime
                        .covers(Micros.floor(startInclusive), Micros.ceil(endExclusive));
    }

    /**
     * The earliest instant from {@code at} on at which the site is open: {@code at} itself while it is.
     *
     * @throws NeverOpensException if that is more than {@value NeverOpensException#LONGEST_WAIT_DAYS} days ahead
     */
    public Instant nextOpeningAt(Instant at) {
        long from = Micros.ceil(at);
        Timeline known = covering(at, at);
        OptionalLong next = known.openTime.firstFrom(from);
        while (next.isEmpty()) {
            known = extended(known, known.openTime, from);
            next = known.openTime.firstFrom(from);
        }
        if (next.getAsLong() - from > LONGEST_WAIT) {
            throw new NeverOpensException(site.id(), at);
        }
        return next.getAsLong() == from ? at : Micros.instant(next.getAsLong());
    }

    /**
     * The earliest instant at which {@code time} of the counted time has passed since {@code start}, both rounded up to the
     * microsecond.
     */
    Instant add(Function<Timeline, Spans> counted, Instant start, Duration time) {
        long from = Micros.ceil(start);
        long wanted = Micros.ceil(time);
        if (wanted == 0) {
            return Micros.instant(from);
        }
        Timeline known = covering(start, start);
        Spans spans = counted.apply(known);
        while (spans.total() - spans.countedUntil(from) < wanted) {
            known = extended(known, spans, from);
            spans = counted.apply(known);
        }
        long due = spans.reachedAt(spans.countedUntil(from) + wanted);
        refuseLongWait(spans, from, due);
        return Micros.instant(due);
    }

    /** The counted time from start to end; negative if the end lies before the start. */
    Duration between(Function<Timeline, Spans> counted, Instant start, Instant end) {
        if (end.isBefore(start)) {
            return between(counted, end, start).negated();
        }
        Spans spans = counted.apply(covering(start, end));
        return Micros.duration(
                Math.max(0, spans.countedUntil(Micros.floor(end)) - spans.countedUntil(Micros.ceil(start))));
    }

    /** The closing time of the n-th business day after the date of {@code start}. */
    Instant closingAfter(Instant start, int n) {
        LocalDate today = dateAt(start);
        Timeline known = covering(start, start);
        int index = known.businessDayAfter(today, n);
        while (index >= known.businessDayCount()) {
            known = extended(known, known.businessDays, Micros.ceil(start));
            index = known.businessDayAfter(today, n);
        }
        long opensOn = Micros.floor(rules.startOf(known.businessDate(index)));
        refuseLongWait(known.businessDays, Micros.ceil(start), opensOn + 1);
        return Micros.instant(known.closing(index));
    }

    private void refuseLongWait(Spans spans, long from, long due) {
        OptionalLong since = spans.waitsTooLongSince(from, due);
        if (since.isPresent()) {
            throw new NeverOpensException(site.id(), Micros.instant(since.getAsLong()));
        }
    }

    /** More years, unless those known end with a closed time that is too long for somebody who counts from {@code from}. */
    private Timeline extended(Timeline known, Spans spans, long from) {
        long closedSince = Math.max(from, spans.lastEnd().orElse(from));
        if (known.coveredUntil - closedSince > LONGEST_WAIT) {
            throw new NeverOpensException(site.id(), Micros.instant(closedSince));
        }
        int years = known.lastYear - known.firstYear + 1;
        if (known.lastYear == LAST_YEAR) {
            throw outOfRange(LAST_YEAR + 1);
        }
        return grown(known.firstYear, Math.min(LAST_YEAR, known.lastYear + years));
    }

    /** A timeline that has both instants, and as a rule some time after the later one. */
    private Timeline covering(Instant first, Instant last) {
        Timeline known = timeline;
        if (known != null && Micros.floor(first) >= known.coveredFrom && Micros.ceil(last) < known.coveredUntil) {
            return known;
        }
        int firstYear = supported(dateAt(first)).getYear();
        int lastYear = supported(dateAt(last)).getYear();
        return grown(firstYear, Math.min(LAST_YEAR, lastYear + 1));
    }

    private synchronized Timeline grown(int firstYear, int lastYear) {
        Timeline known = timeline;
        int first = known == null ? firstYear : Math.min(firstYear, known.firstYear);
        int last = known == null ? lastYear : Math.max(lastYear, known.lastYear);
        if (known == null || first < known.firstYear || last > known.lastYear) {
            known = new Timeline(rules, first, last);
            timeline = known;
        }
        return known;
    }

    private static LocalDate supported(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw outOfRange(date.getYear());
        }
        return date;
    }

    private static DateTimeException outOfRange(int year) {
        return new DateTimeException(
                "year " + year + " is outside the business calendar's " + FIRST_YEAR + " to " + LAST_YEAR);
    }
}
