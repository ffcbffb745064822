package org.carepromise.triage.evaluation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The intervals, beside published ones. */
class IntervalTest {

    /** R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0,  20,  0.0000, 0.1611",
        "1,  29,  0.0061, 0.1718",
    })
    void ofAShareItIsWilsons(int hits, int of, double low, double high) {
        var interval = Interval.of(new Share(hits, of));

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    /** R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524,  0.3339",
        "9,  10, 3,  10, 0.1705,  0.8090",
        "6,  7,  2,  7,  0.0582,  0.8062",
        "5,  56, 0,  29, -0.0381, 0.1926",
        "10, 10, 0,  20, 0.6791,  1.0000",
    })
    void ofADifferenceItIsNewcombes(int hits, int of, int otherHits, int otherOf, double low, double high) {
        var interval = Interval.ofDifference(new Share(hits, of), new Share(otherHits, otherOf));

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }
}
