package org.carepromise.kit.version;

import java.util.Optional;

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
     * @throws Problem {@code version-stale} where one is named and is another
     */
    public static void checkIfNamed(String ifMatch, Long inBody, long current) {
        named(ifMatch, inBody).filter(token -> !matches(token, current)).ifPresent(stale -> {
            throw Problem.of(HttpProblem.VERSION_STALE).with("version", current);
        });
    }

    /**
     * The same, for an operation that must not go ahead blindly.
     *
     * @throws Problem {@code version-missing} where none is named
     */
    public static void check(String ifMatch, Long inBody, long current) {
        if (named(ifMatch, inBody).isEmpty()) {
            throw Problem.of(HttpProblem.VERSION_MISSING, "Send If-Match, or version in the body.");
        }
        checkIfNamed(ifMatch, inBody, current);
    }

    private static Optional<String> named(String ifMatch, Long inBody) {
        return ifMatch != null
                ? Optional.of(ifMatch.strip())
                : Optional.ofNullable(inBody).map(Version::etag);
    }

    private static boolean matches(String token, long current) {
        return token.equals("*") || token.equals(etag(current));
    }
}
