package org.carepromise.kit.alert;

import java.util.Optional;
import java.util.regex.Pattern;

import org.carepromise.kit.site.DutyPost;

/**
 * Something that staff have to hear of.
 *
 * @param cause what makes it one: the same cause never raises a second, {@code prom_…:breached}; ids alone, at most 200
 *     characters
 * @param site where it happens
 * @param post whose duty roster it walks
 * @param kind what it is, lower-case words joined by hyphens, at most 64 characters: {@code promise-at-risk}
 * @param subject the typed id of what it is about
 * @param promiseId the promise whose clock raised it, if one did
 */
public record NewAlert(
        String cause, String site, DutyPost post, String kind, String subject, Optional<String> promiseId) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_KIND = 64;
    private static final int LONGEST_CAUSE = 200;

    /** @throws IllegalArgumentException naming the part that does not fit; its value is not in the message */
    public NewAlert {
        if (cause == null || cause.isBlank() || cause.length() > LONGEST_CAUSE) {
            throw new IllegalArgumentException("cause: 1 to " + LONGEST_CAUSE + " characters");
        }
        if (kind == null || kind.length() > LONGEST_KIND || !KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind: lower-case words joined by hyphens");
        }
        if (site == null || site.isBlank() || post == null || subject == null || subject.isBlank()) {
            throw new IllegalArgumentException("site, post, subject: none may be missing");
        }
    }
}
