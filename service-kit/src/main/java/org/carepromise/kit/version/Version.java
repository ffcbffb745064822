package org.carepromise.kit.version;

import java.util.Arrays;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** The version of a thing: a strong ETag for clients that read headers, the same token as {@code version} for the rest. */
public final class Version {

    private Version() {}

    /** @return {@code "7"}, quotes included (RFC 9110 §8.8.3) */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Compares what the client read with what is there.
     *
     * @param ifMatch header {@code If-Match}, or null
     * @param inBody {@code version} of the body, or null
     * @throws Problem {@code version-stale} where one is named, in either place, and is another
     */
    public static void checkIfNamed(String ifMatch, Long inBody, long current) {
        boolean stale = ifMatch != null && !matches(ifMatch, current) || inBody != null && inBody != current;
        if (stale) {
            throw Problem.of(HttpProblem.VERSION_STALE).with("version", current);
        }
    }

    /**
     * The same, for an operation that must not go ahead blindly.
     *
     * @throws Problem {@code version-missing} where none is named
     */
    public static void check(String ifMatch, Long inBody, long current) {
        if (ifMatch == null && inBody == null) {
            throw Problem.of(HttpProblem.VERSION_MISSING, "Send If-Match, or version in the body.");
        }
        checkIfNamed(ifMatch, inBody, current);
    }

    /** If-Match lists tags of which any may match (RFC 9110 §13.1.1); it compares strongly, so a weak one never does. */
    private static boolean matches(String ifMatch, long current) {
        return Arrays.stream(ifMatch.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag(current)));
    }
}
