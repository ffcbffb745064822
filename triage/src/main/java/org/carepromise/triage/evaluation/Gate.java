package org.carepromise.triage.evaluation;

import java.util.Optional;

/**
 * What a rule set reaches of what it must reach.
 *
 * @param goal what it must reach
 * @param measured empty if there was no message to measure it on
 * @param holds whether the value, not only its interval, reaches the bound; never without a message
 */
public record Gate(Goal goal, Optional<Measured> measured, boolean holds) {

    /** The goals, in the order they are told. */
    public enum Goal {
        /** Emergencies that are not routine. */
        EMERGENCIES_OUT_OF_ROUTINE(96, true),
        /** Emergencies that are emergencies. */
        EMERGENCIES_RECOGNISED(70, true),
        /** Urgent messages that are not routine. */
        URGENT_OUT_OF_ROUTINE(90, false),
        /** Routine messages that are routine. */
        ROUTINE_RECOGNISED(80, false),
        /** Messages that are no emergency and are taken for one; at most the bound. */
        FALSE_EMERGENCIES(5, false),
        /** How far Spanish lags behind English, where it lags most; at most the bound. */
        SPANISH_BEHIND(10, false);

        private final int percent;
        private final boolean hard;

        Goal(int percent, boolean hard) {
            this.percent = percent;
            this.hard = hard;
        }

        /** The bound, from 0 to 1; it is allowed itself. */
        public double bound() {
            return percent / 100.0;
        }

        /** Whether a rule set that misses it may not decide. */
        public boolean isHard() {
            return hard;
        }

        /** Whether less is better. */
        public boolean isAtMost() {
            return this == FALSE_EMERGENCIES || this == SPANISH_BEHIND;
        }

        int percent() {
            return percent;
        }
    }

    /**
     * A figure.
     *
     * @param value the share, or the difference of two
     * @param interval of 95% confidence
     * @param messages how many it was measured on; for a difference, the Spanish ones
     * @param in the goal whose share differs; empty for a share
     */
    public record Measured(double value, Interval interval, int messages, Optional<Goal> in) {}
}
