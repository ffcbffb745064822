package org.carepromise.kit.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into the records of a file, so that each can be read, and refused, by itself. Works on bytes:
 * what it looks for is ASCII, and no byte of a longer UTF-8 character is. Of a record that is too long no more is kept
 * than shows that it is; the next one begins where it ends.
 */
final class RecordSplitter {

    private static final int BUFFER = 64 * 1024;
    private static final int END = -1;

    /** Where in a record the next byte stands (RFC 4180); quotes open a field only at its beginning. */
    private enum Place {
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    enum Flaw {
        NONE,
        TOO_LONG,
        QUOTE_OPEN
    }

    /**
     * One record.
     *
     * @param line the line of the file in which it begins, from 1 on
     * @param bytes without the line break at its end
     */
    record Piece(long line, byte[] bytes, Flaw flaw) {

        boolean isBlank() {
            for (byte each : bytes) {
                if (each != ' ' && each != '\t' && each != '\r') {
                    return false;
                }
            }
            return flaw == Flaw.NONE;
        }
    }

    private final InputStream stream;
    private final BulkFormat format;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int at;
    private long line = 1;

    RecordSplitter(InputStream stream, BulkFormat format, int longest) {
        this.stream = stream;
        this.format = format;
        this.longest = longest;
    }

    /** @return the next record, or null at the end of the file */
    Piece next() throws IOException {
        return format == BulkFormat.CSV ? nextRow() : nextLine();
    }

    private Piece nextLine() throws IOException {
        if (peek() == END) {
            return null;
        }
        long beginsAt = line;
        var kept = new Kept();
        for (int each = read(); each != END; each = read()) {
            if (each == '\n') {
                line++;
                break;
            }
            kept.add(each);
        }
        return kept.piece(beginsAt, false);
    }

    private Piece nextRow() throws IOException {
        if (peek() == END) {
            return null;
        }
        long beginsAt = line;
        var kept = new Kept();
        var place = Place.FIELD_START;
        for (int each = read(); each != END; each = read()) {
            if (each == '\n' || each == '\r') {
                line++;
                boolean twoBytes = each == '\r' && peek() == '\n';
                if (place != Place.QUOTED) {
                    if (twoBytes) {
                        read();
                    }
                    break;
                }
                kept.add(each);
                if (twoBytes) {
                    kept.add(read());
                }
                continue;
            }
            place = after(place, each);
            kept.add(each);
        }
        return kept.piece(beginsAt, place == Place.QUOTED);
    }

    private static Place after(Place place, int each) {
        switch (place) {
            case QUOTED:
                return each == '"' ? Place.QUOTE_IN_QUOTED : Place.QUOTED;
            case QUOTE_IN_QUOTED:
                if (each == '"') {
                    return Place.QUOTED;
                }
                break;
            case FIELD_START:
                if (each == '"') {
                    return Place.QUOTED;
                }
                break;
            default:
                break;
        }
        return each == ',' ? Place.FIELD_START : Place.PLAIN;
    }

    private int peek() throws IOException {
        return fill() ? buffer[at] & 0xff : END;
    }

    private int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : END;
    }

    private boolean fill() throws IOException {
        while (at == filled) {
            int read = stream.read(buffer, 0, buffer.length);
            if (read < 0) {
                return false;
            }
            filled = read;
            at = 0;
        }
        return true;
    }

    private final class Kept {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private boolean tooLong;

        void add(int each) {
            if (bytes.size() < longest) {
                bytes.write(each);
            } else {
                tooLong = true;
            }
        }

        Piece piece(long beginsAt, boolean quoteOpen) {
            if (quoteOpen) {
                return new Piece(beginsAt, new byte[0], Flaw.QUOTE_OPEN);
            }
            return tooLong
                    ? new Piece(beginsAt, new byte[0], Flaw.TOO_LONG)
                    : new Piece(beginsAt, bytes.toByteArray(), Flaw.NONE);
        }
    }
}
