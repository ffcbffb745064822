package org.carepromise.triage;

import java.util.regex.Pattern;

/**
 * Blanks out what the patient did not write: quoted replies, what a device adds, the portal's own warnings. The text keeps
 * its length, so that places in it stay those of the original.
 */
final class QuotedText {

    /** A quoted line, as mail programs mark it. */
    private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^[ \\t]*>.*$");

    /** From here on a mail repeats the one that it answers. */
    private static final Pattern REPEATED = Pattern.compile("(?im)^[ \\t]*(?:"
            + "-{2,}[ \\t]*(?:original message|forwarded message|mensaje original|mensaje reenviado)[ \\t]*-{2,}"
            + "|on [^\\n]{4,120} wrote:[ \\t]*$"
            + "|el [^\\n]{4,120} escribi[oó]:[ \\t]*$"
            + "|from: [^\\n]{1,120}\\R(?:sent|date): "
            + "|de: [^\\n]{1,120}\\R(?:enviado|fecha): )");

    /** What devices sign with. */
    private static final Pattern SIGNED =
            Pattern.compile("(?im)^[ \\t]*(?:sent from my |get outlook for |enviado desde mi )[^\\n]{0,60}$");

    /** Warnings that portals print around a message; a patient does not speak so. */
    private static final Pattern WARNED = Pattern.compile(
            "(?i)(?:if (?:this is|you (?:have|are having)) an?"
                    + " (?:medical |life.threatening )*emergency,?|in case of (?:an )?emergency,?|si (?:esto )?(?:es|tiene) una"
                    + " emergencia(?: médica| medica)?,?|en caso de emergencia,?)[^.!?\\n]{0,40}(?:9-?1-?1|emergency room)[^.!?\\n]*[.!?]?");

    private QuotedText() {}

    static String blanked(String text) {
        var blanked = new StringBuilder(text);
        var repeated = REPEATED.matcher(text);
        if (repeated.find()) {
            blank(blanked, repeated.start(), text.length());
        }
        for (var pattern : new Pattern[] {QUOTED_LINE, SIGNED, WARNED}) {
            var found = pattern.matcher(text);
            while (found.find()) {
                blank(blanked, found.start(), found.end());
            }
        }
        return blanked.toString();
    }

    /** By line ends, so that nothing before speaks of anything behind. */
    private static void blank(StringBuilder text, int start, int end) {
        for (int at = start; at < end; at++) {
            text.setCharAt(at, '\n');
        }
    }
}
