package org.carepromise.kit.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;

import org.carepromise.kit.problem.Problem;

/**
 * The lines of one file, read one behind the other while the file is still on its way. A line that cannot be read is
 * refused by itself; those around it are not touched. Blank lines are passed over.
 */
final class BulkLines<T> {

    private static final int BOM_BYTES = 3;

    private final RecordSplitter pieces;
    private final LineReader<T> reader;
    private final int longest;

    /** A table's own, in their order; null in a file of JSON. */
    private final List<BulkColumn> columns;

    private BulkLine<T> first;

    /**
     * Opens a file and reads on to its first line.
     *
     * @throws Problem {@code file-empty}, {@code file-encoding}, {@code columns-invalid}
     */
    BulkLines(InputStream file, BulkFormat format, BulkColumns columns, int longest, LineReader<T> reader)
            throws IOException {
        this.pieces = new RecordSplitter(behindBom(file), format, longest);
        this.reader = reader;
        this.longest = longest;
        this.columns = format == BulkFormat.CSV ? header(columns) : null;
        this.first = read();
        if (first == null) {
            throw Problem.of(BulkProblem.FILE_EMPTY);
        }
    }

    /** @return the next lines, at most so many; none at the end of the file */
    List<BulkLine<T>> next(int most) throws IOException {
        var lines = new ArrayList<BulkLine<T>>();
        for (var line = first == null ? read() : first; line != null; line = lines.size() < most ? read() : null) {
            first = null;
            lines.add(line);
        }
        return lines;
    }

    private BulkLine<T> read() throws IOException {
        var piece = nextPiece();
        if (piece == null) {
            return null;
        }
        try {
            return BulkLine.read(piece.line(), columns == null ? ofJson(piece) : ofRow(piece));
        } catch (Problem refusal) {
            return BulkLine.refused(piece.line(), refusal);
        }
    }

    private RecordSplitter.Piece nextPiece() throws IOException {
        var piece = pieces.next();
        while (piece != null && piece.isBlank()) {
            piece = pieces.next();
        }
        return piece;
    }

    private T ofJson(RecordSplitter.Piece piece) {
        try {
            return reader.read(text(piece));
        } catch (JsonProcessingException misfit) {
            throw reader.refusal(misfit);
        }
    }

    private T ofRow(RecordSplitter.Piece piece) {
        var cells = cells(piece);
        if (cells.size() != columns.size()) {
            throw Problem.of(
                    BulkProblem.LINE_UNREADABLE,
                    "It has " + cells.size() + " cells, and the first line names " + columns.size() + " columns.");
        }
        try {
            return reader.read(BulkColumns.json(columns, cells));
        } catch (JsonProcessingException misfit) {
            throw reader.refusal(misfit);
        }
    }

    private List<BulkColumn> header(BulkColumns known) throws IOException {
        var piece = nextPiece();
        if (piece == null) {
            throw Problem.of(BulkProblem.FILE_EMPTY);
        }
        List<String> names;
        try {
            names = cells(piece);
        } catch (Problem unreadable) {
            throw Problem.of(BulkProblem.COLUMNS_INVALID, unreadable.detail());
        }
        return known.named(names);
    }

    private List<String> cells(RecordSplitter.Piece piece) {
        var row = text(piece);
        try {
            return CsvReader.builder()
                    .skipEmptyLines(false)
                    .allowExtraCharsAfterClosingQuote(false)
                    .ofSingleCsvRecord(row)
                    .getFields();
        } catch (CsvParseException misfit) {
            throw Problem.of(
                    BulkProblem.LINE_UNREADABLE,
                    "Something stands between a closing quote and the next comma; a quote inside quotes is doubled.");
        }
    }

    private String text(RecordSplitter.Piece piece) {
        if (piece.flaw() == RecordSplitter.Flaw.TOO_LONG) {
            throw Problem.of(BulkProblem.LINE_TOO_LONG, "A line takes at most " + longest + " bytes.");
        }
        if (piece.flaw() == RecordSplitter.Flaw.QUOTE_OPEN) {
            throw Problem.of(
                    BulkProblem.LINE_UNREADABLE,
                    "A quote that opens here is never closed, so that everything behind it is part of this line.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(piece.bytes()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw Problem.of(BulkProblem.LINE_ENCODING);
        }
    }

    /** A mark of UTF-8 at the beginning says nothing; one of UTF-16 says that nothing could be read. */
    private static InputStream behindBom(InputStream file) throws IOException {
        var stream = new PushbackInputStream(file, BOM_BYTES);
        var start = stream.readNBytes(BOM_BYTES);
        var mark = HexFormat.of().formatHex(start);
        if (mark.startsWith("feff") || mark.startsWith("fffe")) {
            throw Problem.of(BulkProblem.FILE_ENCODING, "It is in UTF-16. Save it as UTF-8.");
        }
        if (!mark.equals("efbbbf")) {
            stream.unread(start);
        }
        return stream;
    }
}
