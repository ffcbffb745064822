package org.carepromise.kit.promise;

/** Where a promise stands (docs/product.md). */
public enum PromiseState {
    /** Running, before its at-risk instant. */
    ON_TRACK,
    /** Running, from its at-risk instant on. */
    AT_RISK,
    /** Standing still while the patient is asked something; no limit runs. */
    PAUSED,
    /** Met at or before its limit. */
    KEPT,
    /** Unmet when its limit had passed; it may still be met late. */
    BREACHED,
    /** Cancelled or moved by the patient in time; counts for nothing. */
    WITHDRAWN;

    /** Whether its clock runs. */
    public boolean isRunning() {
        return this == ON_TRACK || this == AT_RISK;
    }

    /** Whether it can still be kept in time. */
    public boolean isOpen() {
        return isRunning() || this == PAUSED;
    }
}
