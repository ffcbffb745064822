package org.carepromise.messaging.attachment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a file that is asked for (RFC 9110 §14.1.2); several parts at once are answered by the whole.
 *
 * @param first inclusive
 * @param last inclusive
 */
record ByteRange(int first, int last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,9})-(\\d{0,9})");

    /**
     * @param header or null
     * @return empty for the whole file
     * @throws IndexOutOfBoundsException where the file has no such bytes
     */
    static Optional<ByteRange> of(String header, int size) {
        var asked = header == null ? null : ONE.matcher(header.strip());
        if (asked == null
                || !asked.matches()
                || asked.group(1).isEmpty() && asked.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (asked.group(1).isEmpty()) {
            int length = Integer.parseInt(asked.group(2));
            return Optional.of(checked(Math.max(0, size - length), size - 1, length == 0 ? 0 : size));
        }
        int first = Integer.parseInt(asked.group(1));
        int last = asked.group(2).isEmpty() ? size - 1 : Math.min(Integer.parseInt(asked.group(2)), size - 1);
        return last < first && first < size ? Optional.empty() : Optional.of(checked(first, last, size));
    }

    private static ByteRange checked(int first, int last, int size) {
        if (first >= size) {
            throw new IndexOutOfBoundsException(first);
        }
        return new ByteRange(first, last);
    }
}
