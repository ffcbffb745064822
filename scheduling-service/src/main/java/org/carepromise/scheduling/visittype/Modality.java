package org.carepromise.scheduling.visittype;

/** How patient and provider meet. */
public enum Modality {
    IN_PERSON,
    VIDEO,
    PHONE
}
