package org.carepromise.callback.call;

import java.math.BigDecimal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceLevelRatingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 10, TOO_LOW",
        "69999, 100000, TOO_LOW",
        "7, 10, UNDER_TARGET",
        "79999, 100000, UNDER_TARGET",
        "8, 10, ON_TARGET",
        "9, 10, ON_TARGET",
        "90001, 100000, TOO_HIGH",
        "10, 10, TOO_HIGH"
    })
    void boundsAreAcceptable(long numerator, long denominator, ServiceLevelRating rating) {
        assertThat(ServiceLevelRating.of(
                        new CallShare(numerator, denominator),
                        new BigDecimal("0.80"),
                        new BigDecimal("0.70"),
                        new BigDecimal("0.90")))
                .isEqualTo(rating);
    }
}
