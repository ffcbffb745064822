package org.carepromise.scheduling.hold;

/** Why seats are held. */
public enum HoldPurpose {
    /** Somebody asked for a moment to fill in a form. */
    REQUEST,
    /** They are offered to a patient. */
    OFFER
}
