package org.carepromise.callback.staffing;

/** The share of calls that find all agents busy where nobody waits. */
final class ErlangB {

    private ErlangB() {}

    /**
     * B(A, N) by the recursion B(k) = A·B(k−1) / (k + A·B(k−1)), which neither over- nor underflows at any size.
     *
     * @param erlangs the load, 0 or more
     * @param agents 0 or more
     * @throws IllegalArgumentException for anything else
     */
    public static double blocking(double erlangs, int agents) {
        if (!(erlangs >= 0) || Double.isInfinite(erlangs)) {
            throw new IllegalArgumentException("load of " + erlangs + " erlangs: 0 or more");
        }
        if (agents < 0) {
            throw new IllegalArgumentException(agents + " agents: 0 or more");
        }
        double blocking = 1;
        for (int k = 1; k <= agents; k++) {
            blocking = erlangs * blocking / (k + erlangs * blocking);
        }
        return blocking;
    }
}
