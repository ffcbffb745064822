package org.carepromise.callback.staffing;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a plan takes for granted, the same in each of its intervals.
 *
 * @param interval the length of each
 * @param handlingTime the mean time of an agent for a call with its wrap-up
 * @param model how the queue behaves
 * @param fullTime the paid hours of one full-time agent in the days planned: for a week 40
 */
record Assumptions(
        Duration interval,
        Duration handlingTime,
        StaffingModel model,
        Target target,
        Headcount headcount,
        Duration fullTime) {

    /** @throws IllegalArgumentException if full time is not positive */
    Assumptions {
        if (fullTime.isNegative() || fullTime.isZero()) {
            throw new IllegalArgumentException("full time of " + fullTime + ": more than 0");
        }
    }

    Load load(BigDecimal calls) {
        return new Load(calls, interval, handlingTime);
    }

    Forecast forecast(Load load, int agents) {
        return model.forecast(load, agents, target.answerWithin());
    }
}
