package org.carepromise.kit.paging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * An opaque keyset cursor: the sort key and id of the last row shown, bound to the list's filters, so that a cursor that
 * is carried to another list is refused instead of skipping rows (docs/api-style.md). It holds no patient's data and is no
 * secret: who may see a list is decided again for each page.
 */
public final class Cursor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Cursor() {}

    /**
     * @param filters everything that decides which rows the list has and in which order
     * @param keys sort key and id of the last row shown, as text
     */
    public static String after(List<?> filters, Object... keys) {
        try {
            var values = List.of(keys).stream().map(Object::toString).toList();
            var text = fingerprint(filters) + JSON.writeValueAsString(values);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param cursor as the client sent it, or null for the first page
     * @return the keys given to {@link #after}, or empty for the first page
     * @throws Problem {@code cursor-invalid} where it is not one of this list's
     */
    public static Optional<List<String>> read(String cursor, List<?> filters, int keys) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var mark = fingerprint(filters);
            if (text.startsWith(mark)) {
                var values = JSON.readValue(text.substring(mark.length()), new TypeReference<List<String>>() {});
                if (values != null && values.size() == keys && !values.contains(null)) {
                    return Optional.of(values);
                }
            }
        } catch (IllegalArgumentException | IOException notOurs) {
            // falls through to the refusal
        }
        throw Problem.of(HttpProblem.CURSOR_INVALID);
    }

    /**
     * The same for keys that are no texts: a cursor is easily forged, and must not become a fault of ours.
     *
     * @param from makes the keys' types of them; what it cannot read it refuses with one of the JDK's parsers' exceptions
     */
    public static <T> Optional<T> read(String cursor, List<?> filters, int keys, Function<List<String>, T> from) {
        try {
            return read(cursor, filters, keys).map(from);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Problem.of(HttpProblem.CURSOR_INVALID);
        }
    }

    /** @throws DateTimeException where the text is no instant of the years that a database keeps */
    public static Instant instant(String key) {
        var at = Instant.parse(key);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new DateTimeException("out of bounds");
        }
        return at;
    }

    private static String fingerprint(List<?> filters) {
        var sum = new CRC32C();
        for (var filter : filters) {
            // With its length before it, and none for null, so that no two lists of filters share their bytes.
            var text = filter == null ? "-" : filter.toString().length() + ":" + filter;
            sum.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return "%08x".formatted(sum.getValue());
    }
}
