package org.carepromise.kit.webhook;

/**
 * How one attempt ended.
 *
 * @param status what the receiver answered, or null where it did not
 * @param failure null where it was delivered
 * @param retryAfter the answer's header of a 429 or 503, or null
 */
record AttemptOutcome(Integer status, AttemptFailure failure, String retryAfter) {

    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** Success is 2xx alone. A redirect is a failure: where it leads nobody has checked. */
    static AttemptOutcome answered(int status, String retryAfter) {
        boolean waits = status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        return new AttemptOutcome(
                status, status >= OK && status < REDIRECTS ? null : AttemptFailure.STATUS, waits ? retryAfter : null);
    }

    static AttemptOutcome failed(AttemptFailure failure) {
        return new AttemptOutcome(null, failure, null);
    }

    boolean delivered() {
        return failure == null;
    }

    boolean receiverIsGone() {
        return status != null && status == GONE;
    }
}
