package org.carepromise.callback.call;

/**
 * The calls of an interval, a day or longer: whatever a figure is taken of is added up first, never averaged.
 *
 * @param offered all that came to be answered
 * @param answered of those, by a person
 * @param answeredInTime of those, within the threshold
 * @param abandoned of those offered, given up by the caller; what is neither overflowed, or still waits
 * @param abandonedInTime of those, within the threshold
 */
public record CallCounts(long offered, long answered, long answeredInTime, long abandoned, long abandonedInTime) {

    public static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0);

    /** @throws IllegalArgumentException if a part is negative or more than its whole */
    public CallCounts {
        if (answeredInTime < 0 || abandonedInTime < 0) {
            throw new IllegalArgumentException("calls in time: at least 0");
        }
        if (answeredInTime > answered || abandonedInTime > abandoned) {
            throw new IllegalArgumentException("more calls in time than calls");
        }
        if (answered + abandoned > offered) {
            throw new IllegalArgumentException("more calls answered or abandoned than offered");
        }
    }

    public CallCounts plus(CallCounts other) {
        return new CallCounts(
                offered + other.offered,
                answered + other.answered,
                answeredInTime + other.answeredInTime,
                abandoned + other.abandoned,
                abandonedInTime + other.abandonedInTime);
    }
}
