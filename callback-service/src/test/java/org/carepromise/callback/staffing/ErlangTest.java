package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.callback.admission.Seeded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ErlangTest {

    private static final MathContext DIGITS = new MathContext(50);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "2, 3, 0.2105263158",
        "10, 10, 0.2145823431",
        "1000, 1000, 0.0248119176",
        "100, 1, 0.9900990099",
        "1, 3, 0.06250000",
        "48, 55, 0.03837428",
        "10000, 10100, 0.00286236",
        "0, 5, 0",
        "7, 0, 1"
    })
    void erlangBIsThatOfTheTables(double erlangs, int agents, BigDecimal blocking) {
        assertThat(ErlangB.blocking(erlangs, agents)).isCloseTo(blocking.doubleValue(), toTheDigitsOf(blocking));
    }

    @ParameterizedTest
    @CsvSource({"1.361, 5", "4.461, 10", "12.031, 20", "37.901, 50", "84.064, 100"})
    void theLoadsOfTheStandardTableLoseOnePercent(double erlangs, int agents) {
        assertThat(ErlangB.blocking(erlangs, agents)).isCloseTo(0.01, within(1e-5));
    }

    /** Each was checked by recursion, by the closed form in 50 digits and by a birth-death solve. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 180, 20, 0.09090909, 0.92720569, 8.181818, 0.333333",
        "10, 11, 180, 20, 0.68211820, 0.38961381, 122.781277, 0.909091",
        "10, 12, 180, 20, 0.44938822, 0.64015804, 40.444940, 0.833333",
        "10, 14, 180, 20, 0.17413193, 0.88835002, 7.835937, 0.714286",
        "48, 55, 240, 15, 0.23870094, 0.84588309, 8.184032, 0.872727",
        "5, 7, 300, 20, 0.32414995, 0.71631261, 48.622492, 0.714286",
        "20, 22, 300, 30, 0.56791516, 0.53503039, 85.187274, 0.909091",
        "20, 23, 300, 30, 0.41573757, 0.69201403, 41.573757, 0.869565",
        "20, 24, 300, 30, 0.29807230, 0.80019616, 22.355422, 0.833333",
        "80, 85, 240, 30, 0.47483209, 0.74584070, 22.791940, 0.941176",
        "100, 105, 360, 30, 0.51570743, 0.66002471, 37.130935, 0.952381",
        "1000, 1010, 360, 30, 0.66052115, 0.71293869, 23.778761, 0.990099",
        "1000, 1030, 360, 30, 0.24890879, 0.97956832, 2.986905, 0.970874",
        "10000, 10100, 1000, 30, 0.22476291, 0.98880971, 2.247629, 0.990099"
    })
    void erlangCIsThatOfTheTables(
            long erlangs,
            int agents,
            long handling,
            long answer,
            BigDecimal waiting,
            BigDecimal level,
            BigDecimal asa,
            BigDecimal occupancy) {
        // So many calls in one handling time are so many erlangs; the shortest interval is a minute.
        var load = new Load(BigDecimal.valueOf(erlangs), Duration.ofSeconds(handling), Duration.ofSeconds(handling));
        var forecast = (Forecast.Stable) new ErlangC().forecast(load, agents, Duration.ofSeconds(answer));
        assertThat(forecast.agents()).isEqualTo(agents);
        assertThat(forecast.waiting()).isCloseTo(waiting.doubleValue(), toTheDigitsOf(waiting));
        assertThat(forecast.serviceLevel()).isCloseTo(level.doubleValue(), toTheDigitsOf(level));
        assertThat(forecast.meanWaitSeconds()).isCloseTo(asa.doubleValue(), toTheDigitsOf(asa));
        assertThat(forecast.occupancy()).isCloseTo(occupancy.doubleValue(), toTheDigitsOf(occupancy));
        assertThat(forecast.abandonment()).isZero();
    }

    @Test
    void thePublishedCaseIsMetInAllItsDigits() {
        var forecast = (Forecast.Stable) new ErlangC().forecast(load(100, HALF_HOUR, 180), 14, Duration.ofSeconds(20));
        assertThat(forecast.waiting()).isCloseTo(0.1741319335950498, within(1e-14));
        assertThat(forecast.serviceLevel()).isCloseTo(0.8883500191794669, within(1e-14));
        assertThat(forecast.meanWaitSeconds()).isCloseTo(7.83593701177724, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 101", "100, 40, 101", "100.5, 100, 101", "99.99, 99, 100", "50000, 1, 50001"})
    void moreWorkThanAgentsIsSaidToBeUnstable(BigDecimal erlangs, int agents, int fewest) {
        var load = new Load(erlangs, HOUR, HOUR);
        assertThat(new ErlangC().forecast(load, agents, Duration.ofSeconds(20)))
                .isEqualTo(new Forecast.Unstable(agents, fewest));
        assertThatIllegalArgumentException().isThrownBy(() -> ErlangC.waiting(erlangs.doubleValue(), agents));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1800, 180, 300, 20, 13, 0.22579708, 0.02496330, 7.488991, 0.7500282, 0.858178, 0.868275",
        "100, 1800, 180, 120, 20, 10, 0.49685275, 0.13746383, 16.495659, 0.8625362, 0.639941, 0.684459",
        "100, 1800, 180, 120, 20, 12, 0.27980702, 0.06159738, 7.391685, 0.7820022, 0.825583, 0.854645",
        "240, 3600, 300, 180, 30, 20, 0.47070622, 0.09998778, 17.997801, 0.9000122, 0.704501, 0.747655",
        "240, 3600, 300, 180, 30, 22, 0.31811110, 0.05781366, 10.406459, 0.8565330, 0.824990, 0.856331",
        "240, 3600, 300, 180, 30, 23, 0.25080889, 0.04234279, 7.621703, 0.8327454, 0.871215, 0.896236",
        "5000, 1800, 360, 180, 30, 1000, 0.41916062, 0.01477842, 2.660116, 0.9852216, 0.985116, 0.999891"
    })
    void erlangAIsThatOfTheTables(
            long calls,
            long interval,
            long handling,
            long patience,
            long answer,
            int agents,
            BigDecimal waiting,
            BigDecimal abandonment,
            BigDecimal wait,
            BigDecimal occupancy,
            BigDecimal ofOffered,
            BigDecimal level) {
        var forecast = impatient(calls, Duration.ofSeconds(interval), handling, patience, answer, agents);
        assertThat(forecast.waiting()).isCloseTo(waiting.doubleValue(), toTheDigitsOf(waiting));
        assertThat(forecast.abandonment()).isCloseTo(abandonment.doubleValue(), toTheDigitsOf(abandonment));
        assertThat(forecast.meanWaitSeconds()).isCloseTo(wait.doubleValue(), toTheDigitsOf(wait));
        assertThat(forecast.occupancy()).isCloseTo(occupancy.doubleValue(), toTheDigitsOf(occupancy));
        assertThat(forecast.answeredInTime()).isCloseTo(ofOffered.doubleValue(), toTheDigitsOf(ofOffered));
        assertThat(forecast.serviceLevel()).isCloseTo(level.doubleValue(), toTheDigitsOf(level));
    }

    @Test
    void everyRecursionEqualsItsSumInDecimals() {
        Seeded.cases(200, random -> {
            int agents = 1 + random.nextInt(40);
            double erlangs = random.nextInt(1, 4_000) / 100.0;
            assertThat(ErlangB.blocking(erlangs, agents)).isCloseTo(summedB(erlangs, agents), within(1e-13));
            if (erlangs < agents) {
                double b = summedB(erlangs, agents);
                assertThat(ErlangC.waiting(erlangs, agents))
                        .isCloseTo(agents * b / (agents - erlangs * (1 - b)), within(1e-12));
            }
        });
    }

    @Test
    void erlangAEqualsTheSumOverItsStatesInDecimals() {
        Seeded.cases(60, random -> {
            int agents = 1 + random.nextInt(20);
            int calls = 1 + random.nextInt(400);
            int handling = 60 + random.nextInt(600);
            int patience = 30 + random.nextInt(300);
            var forecast = impatient(calls, HOUR, handling, patience, 20, agents);
            var states = summedA(agents, calls / 3600.0 * handling, (double) handling / patience);
            assertThat(forecast.waiting()).isCloseTo(states[0], within(1e-11));
            assertThat(forecast.abandonment()).isCloseTo(states[1], within(1e-11));
        });
    }

    @Test
    void moreAgentsNeverMakeAFigureWorse() {
        Seeded.cases(100, random -> {
            var load = load(1 + random.nextInt(2_000), HOUR, 30 + random.nextInt(900));
            var within = Duration.ofSeconds(random.nextInt(120));
            var impatient = new ErlangA(Duration.ofSeconds(20 + random.nextInt(1_000)));
            Forecast.Stable lastC = null;
            Forecast.Stable lastA = null;
            int least = (int) load.erlangs();
            for (int agents = Math.max(1, least - 5); agents < least + 25; agents++) {
                double b = ErlangB.blocking(load.erlangs(), agents);
                assertThat(b).isLessThan(ErlangB.blocking(load.erlangs(), agents - 1));
                var a = (Forecast.Stable) impatient.forecast(load, agents, within);
                assertNoWorse(lastA, a);
                lastA = a;
                if (new ErlangC().forecast(load, agents, within) instanceof Forecast.Stable c) {
                    assertThat(c.waiting()).isBetween(b, 1.0);
                    assertThat(a.waiting()).isLessThanOrEqualTo(c.waiting());
                    assertNoWorse(lastC, c);
                    lastC = c;
                }
            }
        });
    }

    @Test
    void withLongPatienceErlangAIsErlangC() {
        var load = load(240, HOUR, 300);
        var c = (Forecast.Stable) new ErlangC().forecast(load, 24, Duration.ofSeconds(30));
        double last = 1;
        for (int hours : new int[] {1, 4, 24}) {
            var a = (Forecast.Stable) new ErlangA(Duration.ofHours(hours)).forecast(load, 24, Duration.ofSeconds(30));
            double apart = Math.abs(a.serviceLevel() - c.serviceLevel());
            assertThat(apart).isLessThan(last / 3);
            assertThat(a.waiting()).isCloseTo(c.waiting(), within(0.05 / hours));
            last = apart;
        }
        assertThat(last).isLessThan(2e-3);
    }

    @Test
    void farTooFewAgentsOfTheImpatientServeWhatTheyCan() {
        // 1,000 erlangs at one agent: all but one caller in a thousand give up.
        var forecast = impatient(10_000, HOUR, 360, 600, 30, 1);
        assertThat(forecast.waiting()).isCloseTo(1, within(1e-9));
        assertThat(forecast.abandonment()).isCloseTo(0.999, within(1e-9));
        assertThat(forecast.occupancy()).isCloseTo(1, within(1e-9));
        assertThat(forecast.serviceLevel()).isBetween(0.0, 0.01);
        assertThat(forecast.abandonmentAfter()).isBetween(0.99, 1.0);
    }

    @Test
    void noFigureIsEverOutsideItsBounds() {
        Seeded.cases(400, random -> {
            int calls = random.nextInt(10) == 0 ? 0 : random.nextInt(20_000);
            int handling = 1 + random.nextInt(2_000);
            int agents = 1 + random.nextInt(3_000);
            var load = load(calls, HOUR, handling);
            var within = Duration.ofSeconds(random.nextInt(300));
            var impatient = new ErlangA(Duration.ofSeconds(1 + random.nextInt(1_000)));
            for (var model : new StaffingModel[] {new ErlangC(), impatient}) {
                if (model.forecast(load, agents, within) instanceof Forecast.Stable stable) {
                    for (double share : new double[] {
                        stable.waiting(), stable.serviceLevel(), stable.answeredInTime(),
                        stable.abandonment(), stable.abandonmentAfter(), stable.occupancy()
                    }) {
                        assertThat(share).isBetween(0.0, 1 + 1e-12);
                    }
                    assertThat(stable.meanWaitSeconds()).isBetween(0.0, 1e9);
                }
            }
        });
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        var load = load(100, HOUR, 180);
        assertThatIllegalArgumentException().isThrownBy(() -> load(-1, HOUR, 180));
        assertThatIllegalArgumentException().isThrownBy(() -> load(1, Duration.ZERO, 180));
        assertThatIllegalArgumentException().isThrownBy(() -> load(1, HOUR, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> load(1_000_000, HOUR, 3_600));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC().forecast(load, 0, HOUR));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangC().forecast(load, 1, HOUR.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ErlangA(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErlangA(Duration.ofDays(1)).forecast(load(1_000_000, HOUR, 60), 9, HOUR));
        for (double erlangs : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ErlangB.blocking(erlangs, 3));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ErlangB.blocking(3, -1));
    }

    private static void assertNoWorse(Forecast.Stable last, Forecast.Stable next) {
        if (last != null) {
            assertThat(next.serviceLevel()).isGreaterThanOrEqualTo(last.serviceLevel() - 1e-12);
            assertThat(next.meanWaitSeconds()).isLessThanOrEqualTo(last.meanWaitSeconds() + 1e-9);
            assertThat(next.abandonment()).isLessThanOrEqualTo(last.abandonment() + 1e-12);
            assertThat(next.abandonmentAfter()).isLessThanOrEqualTo(last.abandonmentAfter() + 1e-12);
            assertThat(next.occupancy()).isLessThan(last.occupancy() + 1e-12);
        }
    }

    private static Forecast.Stable impatient(
            long calls, Duration interval, long handling, long patience, long answer, int agents) {
        return (Forecast.Stable) new ErlangA(Duration.ofSeconds(patience))
                .forecast(load(calls, interval, handling), agents, Duration.ofSeconds(answer));
    }

    private static Load load(long calls, Duration interval, long handling) {
        return new Load(BigDecimal.valueOf(calls), interval, Duration.ofSeconds(handling));
    }

    /** The last term of the exponential series over its sum. */
    private static double summedB(double erlangs, int agents) {
        var term = BigDecimal.ONE;
        var sum = BigDecimal.ONE;
        for (int k = 1; k <= agents; k++) {
            term = term.multiply(BigDecimal.valueOf(erlangs)).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term);
        }
        return term.divide(sum, DIGITS).doubleValue();
    }

    /** The share who find all busy, and who give up: a birth-death chain of 3,000 states. */
    private static double[] summedA(int agents, double erlangs, double impatience) {
        var state = BigDecimal.ONE;
        var all = BigDecimal.ZERO;
        var busy = BigDecimal.ZERO;
        var queue = BigDecimal.ZERO;
        for (int k = 0; k < 3_000; k++) {
            all = all.add(state, DIGITS);
            if (k >= agents) {
                busy = busy.add(state, DIGITS);
                queue = queue.add(state.multiply(BigDecimal.valueOf(k - agents)), DIGITS);
            }
            double leaving = Math.min(k + 1, agents) + Math.max(0, k + 1 - agents) * impatience;
            state = state.multiply(BigDecimal.valueOf(erlangs)).divide(BigDecimal.valueOf(leaving), DIGITS);
        }
        return new double[] {
            busy.divide(all, DIGITS).doubleValue(), queue.divide(all, DIGITS).doubleValue() * impatience / erlangs
        };
    }

    private static Offset<Double> toTheDigitsOf(BigDecimal given) {
        return within(0.500001 * Math.pow(10, -Math.max(given.scale(), 6)));
    }
}
