package org.carepromise.callback.call;

import java.util.function.ToLongFunction;

/**
 * The ways in which a service level is computed. They differ by several points on the same calls (ICMI's case: 1,000
 * answered, 60 abandoned; within 20 s 860 and 20), so a figure always names its formula.
 */
public enum ServiceLevelFormula {

    /** Answered in time ÷ (offered − abandoned in time): 0.826923. The default. */
    WITHOUT_ABANDONED_IN_TIME(
            "answered in time over offered less those abandoned in time",
            CallCounts::answeredInTime,
            counts -> counts.offered() - counts.abandonedInTime()),
    /** (Answered in time + abandoned in time) ÷ offered: 0.830189. */
    ABANDONED_IN_TIME_AS_SERVED(
            "answered or abandoned in time over offered",
            counts -> counts.answeredInTime() + counts.abandonedInTime(),
            CallCounts::offered),
    /** Answered in time ÷ answered: 0.860000. It knows nothing of those who gave up. */
    OF_ANSWERED("answered in time over answered", CallCounts::answeredInTime, CallCounts::answered),
    /** Answered in time ÷ offered: 0.811321. */
    OF_OFFERED("answered in time over offered", CallCounts::answeredInTime, CallCounts::offered);

    public static final ServiceLevelFormula DEFAULT = WITHOUT_ABANDONED_IN_TIME;

    private final String definition;
    private final ToLongFunction<CallCounts> numerator;
    private final ToLongFunction<CallCounts> denominator;

    ServiceLevelFormula(
            String definition, ToLongFunction<CallCounts> numerator, ToLongFunction<CallCounts> denominator) {
        this.definition = definition;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** In words, for whoever reads the figure. */
    public String definition() {
        return definition;
    }

    public CallShare of(CallCounts counts) {
        return new CallShare(numerator.applyAsLong(counts), denominator.applyAsLong(counts));
    }
}
