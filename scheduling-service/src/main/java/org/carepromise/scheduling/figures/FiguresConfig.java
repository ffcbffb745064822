package org.carepromise.scheduling.figures;

import java.math.BigDecimal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What figures are reckoned with. */
@ConfigMapping(prefix = "carepromise.figures")
interface FiguresConfig {

    VisitValue visitValue();

    /** What a visit is worth that would otherwise not have taken place, as a range. */
    interface VisitValue {

        @WithDefault("20")
        BigDecimal low();

        @WithDefault("80")
        BigDecimal high();

        /** ISO 4217 */
        @WithDefault("USD")
        String currency();
    }
}
