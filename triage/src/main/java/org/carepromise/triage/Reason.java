package org.carepromise.triage;

/** Why a text is in its lane, in one word; where several hold, the first. */
public enum Reason {
    /** A sign of danger to life, not denied. */
    EMERGENCY_SIGN,
    /** A sign that can't wait for a day, not denied; or a denied one whose denial is not trusted. */
    URGENT_SIGN,
    /** Nothing to read, or in no language that the rules know. */
    UNSUPPORTED_INPUT,
    /** Words about the body, illness or medicines that no intent explains. */
    CLINICAL_WORDS,
    /** The sender calls it urgent, and it speaks of something clinical, if only to deny it. */
    DECLARED_URGENCY,
    /** A part that no rule explains. */
    UNEXPLAINED_WORDS,
    /** Nothing that proves it to be routine. */
    NO_ROUTINE_INTENT,
    /** A routine intent, and nothing left unexplained: the only way into {@link Lane#ROUTINE}. */
    ROUTINE_INTENT
}
