package org.carepromise.callback.queue;

/** What a patient is known by. */
enum Identifier {
    NAME,
    BIRTH_DATE,
    ADDRESS,
    PHONE,
    EMAIL,
    RECORD_NUMBER,
    INSURANCE_NUMBER
}
