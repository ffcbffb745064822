package org.carepromise.kit.tx;

import java.util.function.Predicate;

import io.vertx.pgclient.PgException;

/** Recognises a constraint's refusal, so that a service can turn its name into a problem code. */
public final class Constraints {

    private Constraints() {}

    /** Whether a failure is the refusal of the constraint or index of this name. */
    public static Predicate<Throwable> refusedBy(String constraint) {
        return failure -> failure instanceof PgException refused && constraint.equals(refused.getConstraint());
    }
}
