package org.carepromise.callback.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What calls are measured by. */
@ConfigMapping(prefix = "carepromise.calls")
interface CallsConfig {

    /** Whoever is answered within it is answered in time; at its very end still. */
    @WithDefault("PT30S")
    Duration threshold();

    ServiceLevel serviceLevel();

    interface ServiceLevel {

        @WithDefault("0.80")
        BigDecimal target();

        /** The acceptable range, both ends included. */
        @WithDefault("0.70")
        BigDecimal acceptableFrom();

        @WithDefault("0.90")
        BigDecimal acceptableTo();
    }

    /** Abandonment stays below it. */
    @WithDefault("0.05")
    BigDecimal abandonment();

    /** The same in a declared surge. */
    @WithDefault("0.10")
    BigDecimal abandonmentInSurge();

    /** Hand-offs for each contact, at most. */
    @WithDefault("1")
    BigDecimal handOffs();

    /** What the telephone service of a site costs in a month; a site that is not named has no cost per contact. */
    Map<String, BigDecimal> monthlyCost();

    /** ISO 4217 */
    @WithDefault("USD")
    String currency();
}
