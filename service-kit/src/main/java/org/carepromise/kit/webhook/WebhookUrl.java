package org.carepromise.kit.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URL of a receiver, taken apart once, so that what is checked is what is connected to. The JDK's own reading of the
 * host is not used: it has none for spellings such as {@code 2130706433}, which resolvers take.
 *
 * @param scheme in lower case
 * @param credentials whether it names a user
 * @param host in lower case, an IPv6 address without its brackets
 * @param port the scheme's own where none is named
 * @param target path and query as they are sent
 */
record WebhookUrl(String scheme, boolean credentials, String host, int port, String target) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:([^@]*)@)?(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+))(?::(\\d{1,5}))?");

    /** @return the URL, or empty where it is none with a host */
    static Optional<WebhookUrl> parse(String text) {
        try {
            var uri = new URI(text);
            var authority = uri.getRawAuthority() == null ? null : AUTHORITY.matcher(uri.getRawAuthority());
            if (uri.getScheme() == null || uri.getRawFragment() != null || authority == null || !authority.matches()) {
                return Optional.empty();
            }
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            var host = authority.group(2) == null ? authority.group(3) : authority.group(2);
            var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return Optional.of(new WebhookUrl(
                    scheme,
                    authority.group(1) != null,
                    host.toLowerCase(Locale.ROOT),
                    authority.group(4) == null ? ownPort(scheme) : Integer.parseInt(authority.group(4)),
                    uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery()));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static int ownPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    boolean secure() {
        return scheme.equals("https");
    }
}
