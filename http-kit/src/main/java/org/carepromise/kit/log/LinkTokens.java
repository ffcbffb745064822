package org.carepromise.kit.log;

import java.util.regex.Pattern;

/**
 * How the token of a link that works without login looks, for whatever writes something down: whoever reads a token may use
 * it. All tokens begin alike, so that they are found in any text.
 */
public final class LinkTokens {

    /** What every token begins with; what follows is URL-safe base64. */
    public static final String PREFIX = "lk_";

    /** What stands in a token's place. */
    static final String CUT = PREFIX + "***";

    // A part of a token is cut too. Behind a letter it is another word's end, such as bulk_import.
    private static final Pattern TOKEN = Pattern.compile("(?<![A-Za-z0-9_-])" + PREFIX + "[A-Za-z0-9_-]{8,}");

    private LinkTokens() {}

    /** The same text without tokens; the very same one where it has none. */
    public static String cut(String text) {
        if (text == null || !text.contains(PREFIX)) {
            return text;
        }
        var matcher = TOKEN.matcher(text);
        return matcher.find() ? matcher.replaceAll(CUT) : text;
    }
}
