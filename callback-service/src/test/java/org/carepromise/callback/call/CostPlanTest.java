package org.carepromise.callback.call;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.carepromise.callback.call.CallFiguresSearch.Place;

import static org.assertj.core.api.Assertions.assertThat;

class CostPlanTest {

    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final Instant LATE = Instant.parse("2027-01-01T12:00:00Z");
    private static final Map<String, BigDecimal> MONTHLY =
            Map.of("springfield", new BigDecimal("31000"), "chatham", new BigDecimal("62000"));

    @Test
    void ofEachMonthThePartOfItsDaysIsPaid() {
        assertThat(CostPlan.of(List.of(place("springfield", "2026-10-07", "2026-10-09")), MONTHLY, LATE))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("2000"));
        assertThat(CostPlan.of(List.of(place("springfield", "2026-10-31", "2026-12-01")), MONTHLY, LATE))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("32000"));
    }

    @Test
    void sitesAddUpAndOneThatIsNotConfiguredLeavesNoSum() {
        var both =
                List.of(place("springfield", "2026-10-07", "2026-10-08"), place("chatham", "2026-10-07", "2026-10-08"));
        assertThat(CostPlan.of(both, MONTHLY, LATE))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("3000"));
        var unknown = List.of(both.get(0), place("night-desk", "2026-10-07", "2026-10-08"));
        assertThat(CostPlan.of(unknown, MONTHLY, LATE)).isEmpty();
        assertThat(CostPlan.of(List.of(), MONTHLY, LATE)).isEmpty();
    }

    @Test
    void daysThatHaveNotBegunAtTheSiteCostNothingYet() {
        // the evening before in Chicago
        var now = Instant.parse("2026-10-08T03:00:00Z");
        assertThat(CostPlan.of(List.of(place("springfield", "2026-10-07", "2026-11-01")), MONTHLY, now))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("1000"));
        assertThat(CostPlan.of(List.of(place("springfield", "2026-10-20", "2026-11-20")), MONTHLY, now))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("0"));
    }

    private static Place place(String site, String from, String until) {
        return new Place(site, ZONE, LocalDate.parse(from), LocalDate.parse(until));
    }
}
