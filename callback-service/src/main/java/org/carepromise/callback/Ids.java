package org.carepromise.callback;

import java.util.UUID;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** The ids of what this service creates. */
public final class Ids {

    public static final IdType ROSTER = new IdType("cros");
    public static final IdType CALLBACK = new IdType("cbk");
    public static final IdType CALL = new IdType("call");
    public static final IdType SURGE = new IdType("surge");
    public static final IdType DIAL = new IdType("dial");
    public static final IdType CONCERN = new IdType("ccn");
    public static final IdType STAFFING_PLAN = new IdType("stfp");

    private Ids() {}

    /** @throws Problem {@code not-found} where the text in a path is no id of this kind */
    public static UUID inPath(IdType type, String text) {
        return type.parse(text).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }
}
