package org.carepromise.callback.intake;

import java.time.ZoneId;

import org.carepromise.callback.CallbackProblem;
import org.carepromise.kit.problem.Problem;

/** Who may ask for a callback while a site is paused. */
public final class IntakeRules {

    private IntakeRules() {}

    /**
     * Staff may: an agent who has the patient on the phone knows what else there is.
     *
     * @param fromPatient whether a patient asks, or a widget or portal for one
     * @param pause that is in force, or null
     * @param zone of the site
     * @throws Problem {@code intake-paused}, with the reason and, where it is known, when it is over
     */
    public static void check(boolean fromPatient, IntakePause pause, ZoneId zone) {
        if (pause != null && fromPatient) {
            throw Problem.of(CallbackProblem.INTAKE_PAUSED, pause.reason())
                    .with(
                            "opensAt",
                            pause.until()
                                    .map(at -> at.atZone(zone).toOffsetDateTime())
                                    .orElse(null));
        }
    }
}
