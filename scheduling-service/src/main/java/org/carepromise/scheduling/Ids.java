package org.carepromise.scheduling;

import java.util.UUID;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** The ids of what scheduling creates. */
public final class Ids {

    public static final IdType PROVIDER = new IdType("prov");
    public static final IdType TEMPLATE = new IdType("tmpl");
    public static final IdType SESSION = new IdType("sess");
    public static final IdType SLOT = new IdType("slot");
    public static final IdType APPOINTMENT = new IdType("appt");
    public static final IdType FEED = new IdType("feed");
    public static final IdType HOLD = new IdType("hold");
    public static final IdType RESOURCE = new IdType("rsc");
    public static final IdType REBOOKING = new IdType("rebk");
    public static final IdType WAITLIST_ENTRY = new IdType("wait");
    public static final IdType WAITLIST_OFFER = new IdType("offr");

    private Ids() {}

    /** @throws Problem {@code not-found} where the text in a path is no id of this kind */
    public static UUID inPath(IdType type, String text) {
        return type.parse(text).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }

    /** @throws Problem {@code unknown} where the text in a body or query is no id of this kind */
    public static UUID inBody(IdType type, String text, SchedulingProblem unknown) {
        return type.parse(text).orElseThrow(() -> Problem.of(unknown));
    }
}
