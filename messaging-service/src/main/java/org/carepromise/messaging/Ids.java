package org.carepromise.messaging;

import java.util.UUID;

import org.carepromise.kit.id.IdType;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** The ids of what this service creates. */
public final class Ids {

    public static final IdType THREAD = new IdType("thr");
    public static final IdType MESSAGE = new IdType("msg");
    public static final IdType ATTACHMENT = new IdType("att");
    public static final IdType NOTE = new IdType("note");

    public static final IdType SCRIPT = new IdType("scr");
    public static final IdType RULE_SET = new IdType("rset");

    private Ids() {}

    /** @throws Problem {@code not-found} where the text in a path is no id of this kind */
    public static UUID inPath(IdType type, String text) {
        return type.parse(text).orElseThrow(() -> Problem.of(HttpProblem.NOT_FOUND));
    }
}
