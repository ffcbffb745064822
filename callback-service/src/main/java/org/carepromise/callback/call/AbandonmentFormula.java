package org.carepromise.callback.call;

/** The ways in which abandonment is computed; a figure names its formula. */
public enum AbandonmentFormula {

    /** Abandoned after the threshold ÷ (offered − abandoned within it): 40/1040 in ICMI's case. The default. */
    AFTER_THRESHOLD("abandoned after the threshold over offered less those abandoned within it") {
        @Override
        public CallShare of(CallCounts counts) {
            return new CallShare(
                    counts.abandoned() - counts.abandonedInTime(), counts.offered() - counts.abandonedInTime());
        }
    },
    /** Abandoned ÷ offered: 60/1060. */
    OF_OFFERED("abandoned over offered") {
        @Override
        public CallShare of(CallCounts counts) {
            return new CallShare(counts.abandoned(), counts.offered());
        }
    };

    public static final AbandonmentFormula DEFAULT = AFTER_THRESHOLD;

    private final String definition;

    AbandonmentFormula(String definition) {
        this.definition = definition;
    }

    /** In words, for whoever reads the figure. */
    public String definition() {
        return definition;
    }

    public abstract CallShare of(CallCounts counts);
}
