package org.carepromise.triage;

/** How soon a human must answer. */
public enum Lane {
    /** Within two hours; within fifteen minutes if it is an emergency. */
    URGENT,
    /** Within a day or two. */
    ROUTINE
}
