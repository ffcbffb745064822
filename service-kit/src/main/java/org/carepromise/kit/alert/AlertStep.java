package org.carepromise.kit.alert;

import java.time.Instant;
import java.util.UUID;

import org.carepromise.worktime.DutyContact;

/**
 * One step of an alert's walk: whom it went to, and whether it got there.
 *
 * @param person by the {@code sub} of their token, or null for the last resort
 * @param at when it was decided, by the product's clock
 */
record AlertStep(
        UUID alert,
        int step,
        AlertPlan.Rung rung,
        String person,
        DutyContact contact,
        Instant at,
        Delivery delivery,
        int tries) {

    /** How far the message has come. */
    enum Delivery {
        PENDING,
        DELIVERED,
        /** Shown in the list that the desk looks at; there is nothing to send. */
        AT_DESK,
        GIVEN_UP,
        /** Answered for before it left. */
        WITHDRAWN
    }

    boolean isToLastResort() {
        return person == null;
    }

    /** Stable, however often it is sent: {@code alert:alert_01jd8k…:2}. */
    String key() {
        return "alert:" + Alert.ID.format(alert) + ":" + step;
    }
}
