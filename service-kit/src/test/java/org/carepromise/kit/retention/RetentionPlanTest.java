package org.carepromise.kit.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetentionPlanTest {

    private static final RetentionRule LETTERS = rule("letters", "P90D", "P7D");
    private static final RetentionRule STAMPS = rule("stamps", "P6Y", "P6Y");

    @Test
    void whatIsNotConfiguredIsKeptByDefault() {
        assertThat(RetentionPlan.of(List.of(STAMPS, LETTERS), Map.of("letters", "P180D")))
                .extracting(kept -> kept.rule().name() + " " + kept.period().text())
                .containsExactly("letters P180D", "stamps P6Y");
    }

    @Test
    void theFloorItselfIsAllowed() {
        assertThat(RetentionPlan.of(List.of(LETTERS), Map.of("letters", "PT168H"))
                        .get(0)
                        .period()
                        .text())
                .isEqualTo("PT168H");
    }

    @Test
    void whatIsWrongIsNamedByItsProperty() {
        assertThatThrownBy(() -> RetentionPlan.of(
                        List.of(LETTERS, STAMPS, STAMPS), Map.of("letters", "P6D", "stamps", "long", "lettres", "P1Y")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("carepromise.retention.letters: at least P7D")
                .hasMessageContaining("carepromise.retention.stamps: an ISO 8601 period")
                .hasMessageContaining("carepromise.retention.lettres: no such rule; there are [letters, stamps]")
                .hasMessageContaining("two retention rules are called stamps");
    }

    @Test
    void aDefaultBelowItsOwnFloorIsRefused() {
        assertThatThrownBy(() -> rule("letters", "P6D", "P7D")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT36H, 2028-02-27T12:00:00Z",
        "P90D, 2027-12-01T00:00:00Z",
        "P1Y, 2027-02-28T00:00:00Z",
        "P6Y, 2022-02-28T00:00:00Z",
        "P1M, 2028-01-29T00:00:00Z",
        "P2W, 2028-02-15T00:00:00Z",
        "PT0S, 2028-02-29T00:00:00Z"
    })
    void aPeriodReachesBackByTheCalendar(String period, Instant before) {
        var leapDay = Instant.parse("2028-02-29T00:00:00Z");
        assertThat(RetentionPeriod.of(period).before(leapDay)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "90d", "-P1D", "P-1Y", "PT-1S", "forever"})
    void otherTextsAreNoPeriods(String text) {
        assertThatThrownBy(() -> RetentionPeriod.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RetentionRule rule(String name, String keptFor, String atLeast) {
        return RetentionRule.of(name, name, "the day", name + "_day", keptFor, atLeast, "SELECT", "DELETE");
    }
}
