package org.carepromise.kit.problem;

import java.util.Optional;

/**
 * Says which problem a library's failure means. A bean of this type joins the one pipeline; it looks at types and codes,
 * never at messages.
 */
public interface KnownFailure {

    /** @return the problem, or empty where this failure is not known here */
    Optional<Problem> problemOf(Throwable failure);
}
