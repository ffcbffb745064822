package org.carepromise.gateway.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * The path of a request target exactly as it was sent, refused where two readers could read it differently (RFC 3986
 * §6.2 lists how they do): a gateway that allows one reading and a service that acts on another is a hole.
 *
 * @param segments the parts between slashes, still encoded; the last one is empty where the path ends in a slash
 */
public record RawPath(List<String> segments) {

    private static final String UNRESERVED_MARKS = "-._~";
    /** Sub-delimiters and {@code :@} may stand in a segment; {@code ;} may not, for it starts parameters to some. */
    private static final String SEGMENT_MARKS = UNRESERVED_MARKS + "!$&'()*+,=:@";

    /**
     * Reads a request target in origin form.
     *
     * @param target path and query as sent
     * @throws Problem {@code ambiguous-path}
     */
    public static RawPath of(String target) {
        if (!target.startsWith("/")) {
            throw ambiguous("The request target starts with a slash.");
        }
        var question = target.indexOf('?');
        var path = question < 0 ? target : target.substring(0, question);
        if (question >= 0) {
            checkQuery(target.substring(question + 1));
        }
        var segments = List.of(path.substring(1).split("/", -1));
        for (var i = 0; i < segments.size(); i++) {
            var last = i == segments.size() - 1;
            checkSegment(segments.get(i), last);
        }
        return new RawPath(segments);
    }

    private static void checkSegment(String segment, boolean last) {
        if (segment.isEmpty() && !last) {
            throw ambiguous("The path has two slashes in a row.");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw ambiguous("The path has a dot segment.");
        }
        var bytes = ByteBuffer.allocate(segment.length());
        for (var i = 0; i < segment.length(); i++) {
            var c = segment.charAt(i);
            if (c == '%') {
                bytes.put((byte) encodedInPath(segment, i));
                i += 2;
            } else if (isAlphanumeric(c) || SEGMENT_MARKS.indexOf(c) >= 0) {
                bytes.put((byte) c);
            } else {
                throw ambiguous("The path has a character that has to be encoded, or cannot be part of a path.");
            }
        }
        requireUtf8(bytes.flip());
    }

    private static int encodedInPath(String text, int at) {
        var decoded = encoded(text, at);
        if (decoded < 0x20 || decoded == 0x7f || "/\\;%".indexOf(decoded) >= 0) {
            throw ambiguous("The path has an encoded separator, percent sign or control character.");
        }
        if (decoded < 0x80 && (isAlphanumeric((char) decoded) || UNRESERVED_MARKS.indexOf(decoded) >= 0)) {
            throw ambiguous("The path has an encoded character that needs no encoding.");
        }
        return decoded;
    }

    private static void checkQuery(String query) {
        for (var i = 0; i < query.length(); i++) {
            var c = query.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '#' || c == '\\') {
                throw ambiguous("The query has a character that has to be encoded.");
            }
            if (c == '%' && encoded(query, i) == 0) {
                throw ambiguous("The query has an encoded NUL.");
            }
        }
    }

    private static int encoded(String text, int at) {
        if (at + 2 >= text.length()) {
            throw ambiguous("A percent sign is not followed by two hexadecimal digits.");
        }
        var high = hexadecimal(text.charAt(at + 1));
        var low = hexadecimal(text.charAt(at + 2));
        return high << 4 | low;
    }

    /** ASCII digits alone: {@link Character#digit} also takes those of other scripts. */
    private static int hexadecimal(char c) {
        if (c >= 0x80 || Character.digit(c, 16) < 0) {
            throw ambiguous("A percent sign is not followed by two hexadecimal digits.");
        }
        return Character.digit(c, 16);
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Overlong forms are one more way to write a slash or a dot. */
    private static void requireUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException notUtf8) {
            throw ambiguous("The path's encoded bytes are not UTF-8.");
        }
    }

    private static Problem ambiguous(String detail) {
        return Problem.of(HttpProblem.AMBIGUOUS_PATH, detail);
    }
}
