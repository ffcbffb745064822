package org.carepromise.worktime;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Some whole years of a site, worked out: immutable, so that any number of threads may search it. */
final class Timeline {

    final int firstYear;
    final int lastYear;
    /** The covered time in microseconds, half-open. */
    final long coveredFrom;

    final long coveredUntil;
    /** Every second in which the site is open. */
    final Spans openTime;
    /** Every second of the dates on which it opens. */
    final Spans businessDays;
    /** The openings of each date, in order; none overlaps its predecessor. */
    private final List<Opening> openings;
    /** Business days as epoch days, and their closing times in microseconds. */
    private final long[] businessDates;

    private final long[] closings;

    Timeline(OpeningRules rules, int firstYear, int lastYear) {
        this.firstYear = firstYear;
        this.lastYear = lastYear;
        LocalDate firstOn = LocalDate.of(firstYear, 1, 1);
        LocalDate endOn = LocalDate.of(lastYear + 1, 1, 1);
        this.coveredFrom = Micros.floor(rules.startOf(firstOn));
        this.coveredUntil = Micros.floor(rules.startOf(endOn));

        List<Opening> all = new ArrayList<>();
        List<long[]> days = new ArrayList<>();
        List<long[]> dayClosings = new ArrayList<>();
        // the date before may have a tail past midnight
        for (LocalDate date = firstOn.minusDays(1); date.isBefore(endOn); date = date.plusDays(1)) {
            List<Opening> ofDate = rules.openingsOn(date);
            if (ofDate.isEmpty()) {
                continue;
            }
            all.addAll(ofDate);
            days.add(new long[] {Micros.floor(rules.startOf(date)), Micros.floor(rules.startOf(date.plusDays(1)))});
            Instant closesAt = ofDate.get(ofDate.size() - 1).closesAt();
            dayClosings.add(new long[] {date.toEpochDay(), Micros.floor(closesAt)});
        }
        all.sort(Comparator.comparing(Opening::opensAt));
        this.openTime = Spans.merged(
                all.stream()
                        .map(o -> new long[] {Micros.floor(o.opensAt()), Micros.floor(o.closesAt())})
                        .toList(),
                coveredFrom,
                coveredUntil);
        this.businessDays = Spans.merged(days, coveredFrom, coveredUntil);
        this.openings = disjoint(all);
        this.businessDates = dayClosings.stream().mapToLong(d -> d[0]).toArray();
        this.closings = dayClosings.stream().mapToLong(d -> d[1]).toArray();
    }

    /** Where the tail of a date runs into the openings of the next, the next begin when it ends. */
    private static List<Opening> disjoint(List<Opening> inOrder) {
        List<Opening> disjoint = new ArrayList<>(inOrder.size());
        Instant closedUntil = Instant.MIN;
        for (Opening opening : inOrder) {
            if (opening.closesAt().isAfter(closedUntil)) {
                Instant opensAt = opening.opensAt().isBefore(closedUntil) ? closedUntil : opening.opensAt();
                disjoint.add(new Opening(opensAt, opening.closesAt(), opening.on()));
                closedUntil = opening.closesAt();
            }
        }
        return List.copyOf(disjoint);
    }

    /** The index, among {@link #closing}, of the n-th business day after a date; may lie beyond the last. */
    int businessDayAfter(LocalDate on, int n) {
        return Spans.lastNotAbove(businessDates, on.toEpochDay()) + n;
    }

    int businessDayCount() {
        return businessDates.length;
    }

    LocalDate businessDate(int index) {
        return LocalDate.ofEpochDay(businessDates[index]);
    }

    long closing(int index) {
        return closings[index];
    }

    /** The openings that have a part in the range, cut to it. */
    List<Opening> openings(Instant startInclusive, Instant endExclusive) {
        int low = 0;
        int high = openings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (openings.get(middle).closesAt().isAfter(startInclusive)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        List<Opening> found = new ArrayList<>();
        for (int i = low; i < openings.size() && openings.get(i).opensAt().isBefore(endExclusive); i++) {
            Opening opening = openings.get(i);
            found.add(new Opening(
                    opening.opensAt().isBefore(startInclusive) ? startInclusive : opening.opensAt(),
                    opening.closesAt().isAfter(endExclusive) ? endExclusive : opening.closesAt(),
                    opening.on()));
        }
        return List.copyOf(found);
    }
}
