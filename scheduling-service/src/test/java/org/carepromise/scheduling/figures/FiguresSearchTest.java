package org.carepromise.scheduling.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FiguresSearchTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void theLastThirtyDaysWhereNothingIsNamed() {
        assertThat(search(null, null).from()).isEqualTo("2026-10-26T12:00:00Z");
        assertThat(search(null, null).to()).isEqualTo(NOW);
        assertThat(search(null, NOW.minus(Duration.ofDays(30))).from()).isEqualTo("2026-09-26T12:00:00Z");
    }

    @Test
    void nothingLaterThanNowIsCounted() {
        assertThat(search(NOW.minusSeconds(1), NOW.plusSeconds(1)).to()).isEqualTo(NOW);
    }

    @Test
    void aRangeHasAnExtentOfAtMost366Days() {
        assertThat(search(NOW.minus(Duration.ofDays(366)), NOW).from()).isEqualTo("2025-11-24T12:00:00Z");
        assertThatThrownBy(() -> search(NOW.minus(Duration.ofDays(366)).minusNanos(1), NOW))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> search(NOW, NOW)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> search(NOW.plusSeconds(1), NOW)).isInstanceOf(Problem.class);
    }

    @Test
    void bandsOfLeadTimeMeetWithoutAGap() {
        for (var band : LeadTimeBand.values()) {
            var next = band.ordinal() + 1;
            assertThat(band.toExclusive())
                    .isEqualTo(
                            next == LeadTimeBand.values().length ? null : LeadTimeBand.values()[next].fromInclusive());
        }
        assertThat(LeadTimeBand.bounds()).containsExactly(1, 7, 30);
    }

    @Test
    void aRateOfNothingHasNoValue() {
        assertThat(Rate.NONE.value()).isNull();
        assertThat(new Rate(1, 3).plus(new Rate(2, 3)).value()).isEqualTo(0.5);
        assertThatThrownBy(() -> new Rate(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FiguresSearch search(Instant from, Instant to) {
        return FiguresSearch.of(List.of("main"), Optional.empty(), from, to, NOW);
    }
}
