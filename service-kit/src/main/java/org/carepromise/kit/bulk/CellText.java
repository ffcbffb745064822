package org.carepromise.kit.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a text stands in a cell of a table. A spreadsheet runs a cell that begins with {@code = + - @}, a tab or a line
 * break as a formula (OWASP, CSV injection), so such a text goes out behind an apostrophe. What comes in loses one
 * apostrophe in front of such a character, so that every text comes back as it was.
 */
final class CellText {

    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r\n].*", Pattern.DOTALL);
    private static final Pattern NEUTRALISED = Pattern.compile("'+[=+\\-@\t\r\n].*", Pattern.DOTALL);

    /** Between the texts of a list. */
    private static final char NEXT = '|';
    /** Between the system and the id of a reference. */
    private static final char OF = ':';

    private static final char ESCAPE = '\\';

    private CellText() {}

    static String out(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    static String in(String cell) {
        return NEUTRALISED.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    static String join(List<String> texts) {
        return join(texts, NEXT);
    }

    static List<String> split(String cell) {
        return split(cell, NEXT, Integer.MAX_VALUE);
    }

    /** {@code system:id}; an id may hold colons, a system's are escaped. */
    static String reference(String system, String id) {
        return escaped(system, OF) + OF + escaped(id, ESCAPE);
    }

    /** @return system and id, or one text where there is no colon */
    static List<String> reference(String text) {
        return split(text, OF, 2);
    }

    private static String join(List<String> texts, char separator) {
        var joined = new StringBuilder();
        for (var text : texts) {
            joined.append(joined.length() == 0 ? "" : separator).append(escaped(text, separator));
        }
        return joined.toString();
    }

    private static String escaped(String text, char separator) {
        var escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == ESCAPE || each == separator) {
                escaped.append(ESCAPE);
            }
            escaped.append(each);
        }
        return escaped.toString();
    }

    private static List<String> split(String text, char separator, int most) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == ESCAPE && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (each == separator && parts.size() < most - 1) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(each);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
