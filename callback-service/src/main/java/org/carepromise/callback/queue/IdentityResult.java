package org.carepromise.callback.queue;

/** Whether the person on the phone is the patient. */
enum IdentityResult {
    PASSED,
    FAILED
}
