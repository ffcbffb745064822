package org.carepromise.worktime;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The publishable key of a web page that takes bookings or callback requests for a site. It is no secret: it names the
 * site and, by the origins, the pages that may use it.
 *
 * @param key what the page sends, 16 to 128 of letters, digits, {@code _} and {@code -}
 * @param siteId the site it stands for
 * @param allowedOrigins of the pages, such as {@code https://www.example.org}; kept in lower case, without default ports
 */
public record SiteKey(String key, String siteId, Set<String> allowedOrigins) {

    /** @throws IllegalArgumentException naming the site and the field */
    public SiteKey {
        if (siteId == null || siteId.isBlank()) {
            throw new IllegalArgumentException("site key: siteId: missing");
        }
        if (key == null || !key.matches("[A-Za-z0-9_-]{16,128}")) {
            throw new IllegalArgumentException(
                    "site key of " + siteId + ": key: not 16 to 128 letters, digits, underscores and hyphens");
        }
        if (allowedOrigins == null || allowedOrigins.isEmpty()) {
            throw new IllegalArgumentException("site key of " + siteId + ": allowedOrigins: none");
        }
        String owner = siteId;
        allowedOrigins =
                allowedOrigins.stream().map(origin -> normal(owner, origin)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a page of that origin, as a browser sends it, may use the key. */
    public boolean allows(String origin) {
        return origin != null && allowedOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static String normal(String siteId, String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (!lower.matches("https?://[^/?#@*\\s]+")) {
            throw new IllegalArgumentException("site key of " + siteId + ": allowedOrigins: '" + origin
                    + "' is no scheme and host, such as https://www.example.org");
        }
        return lower.replaceFirst("^(https://.+):443$|^(http://.+):80$", "$1$2");
    }
}
