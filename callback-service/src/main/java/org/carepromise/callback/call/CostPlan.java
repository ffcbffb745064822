package org.carepromise.callback.call;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.carepromise.callback.call.CallFiguresSearch.Place;

/** What the time asked for costs: of each month the part of its days that were asked for and have begun. */
final class CostPlan {

    private static final int DIGITS = 6;

    private CostPlan() {}

    /** @return empty where a site has no cost configured */
    static Optional<BigDecimal> of(List<Place> places, Map<String, BigDecimal> monthly, Instant now) {
        if (places.isEmpty() || places.stream().anyMatch(place -> !monthly.containsKey(place.site()))) {
            return Optional.empty();
        }
        return Optional.of(places.stream()
                .map(place -> cost(place, monthly.get(place.site()), now))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static BigDecimal cost(Place place, BigDecimal monthly, Instant now) {
        var tomorrow = LocalDate.ofInstant(now, place.zone()).plusDays(1);
        var until = place.untilExclusive().isBefore(tomorrow) ? place.untilExclusive() : tomorrow;
        var cost = BigDecimal.ZERO;
        for (var month = YearMonth.from(place.fromInclusive());
                month.atDay(1).isBefore(until);
                month = month.plusMonths(1)) {
            var first = later(month.atDay(1), place.fromInclusive());
            var end = month.plusMonths(1).atDay(1);
            var last = end.isBefore(until) ? end : until;
            var days = Math.max(0, last.toEpochDay() - first.toEpochDay());
            cost = cost.add(monthly.multiply(BigDecimal.valueOf(days))
                    .divide(BigDecimal.valueOf(month.lengthOfMonth()), DIGITS, RoundingMode.HALF_UP));
        }
        return cost;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
