package org.carepromise.kit.bulk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.bulk.RecordSplitter.Flaw;
import org.carepromise.kit.bulk.RecordSplitter.Piece;

import static org.assertj.core.api.Assertions.assertThat;

class RecordSplitterTest {

    private static final int LONGEST = 64;

    @Test
    void aRowKnowsTheLineInWhichItBegins() throws IOException {
        var pieces = pieces("a,b\r\n\"x\r\ny\",2\n\nlast,3", BulkFormat.CSV);
        assertThat(pieces).extracting(Piece::line).containsExactly(1L, 2L, 4L, 5L);
        assertThat(texts(pieces)).containsExactly("a,b", "\"x\r\ny\",2", "", "last,3");
    }

    @Test
    void aLineOfJsonEndsWithItsLineBreakAlone() throws IOException {
        var pieces = pieces("{\"a\":\"b\rc\"}\r\n\n \t\r\n{}", BulkFormat.NDJSON);
        assertThat(pieces).extracting(Piece::line).containsExactly(1L, 2L, 3L, 4L);
        assertThat(pieces).extracting(Piece::isBlank).containsExactly(false, true, true, false);
    }

    @Test
    void aQuoteOpensAFieldOnlyAtItsBeginning() throws IOException {
        assertThat(texts(pieces("5\" pipe,x\nnext", BulkFormat.CSV))).containsExactly("5\" pipe,x", "next");
    }

    @Test
    void whatIsTooLongIsCutAndTheNextLineIsWhole() throws IOException {
        var longLine = "x".repeat(LONGEST + 1);
        for (var format : BulkFormat.values()) {
            var pieces = pieces("a\n" + longLine + "\n" + "y".repeat(LONGEST) + "\nz", format);
            assertThat(pieces).extracting(Piece::flaw).containsExactly(Flaw.NONE, Flaw.TOO_LONG, Flaw.NONE, Flaw.NONE);
            assertThat(pieces.get(2).bytes()).hasSize(LONGEST);
            assertThat(pieces.get(3).line()).isEqualTo(4);
        }
    }

    @Test
    void aQuoteThatIsNeverClosedTakesTheRestAndSaysWhereItBegan() throws IOException {
        var pieces = pieces("a\n\"open,b\nc\nd", BulkFormat.CSV);
        assertThat(pieces).extracting(Piece::flaw).containsExactly(Flaw.NONE, Flaw.QUOTE_OPEN);
        assertThat(pieces.get(1).line()).isEqualTo(2);
    }

    /** Row by row it is the table that a reader of the whole file sees, however the bytes come in. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2026_11_25, 4_711})
    void randomTablesAreCutWhereAReaderOfTheWholeFileCutsThem(long seed) throws IOException {
        var random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 20_000; round++) {
            var text = text(random, "ab,,\"\"\n\r\n\r é€ |'=");
            var whole = whole(text);
            if (whole == null) {
                continue;
            }
            compared++;
            var rows = new ArrayList<String>();
            for (var piece : pieces(new Trickle(text, random), BulkFormat.CSV, 1 << 16)) {
                assertThat(piece.flaw()).as("seed %d: %s", seed, text).isEqualTo(Flaw.NONE);
                var row = new String(piece.bytes(), StandardCharsets.UTF_8);
                var fields = row.isEmpty()
                        ? List.of("")
                        : CsvReader.builder()
                                .skipEmptyLines(false)
                                .ofSingleCsvRecord(row)
                                .getFields();
                rows.add(piece.line() + " " + fields);
            }
            assertThat(rows).as("seed %d: %s", seed, text).isEqualTo(whole);
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2026_11_25})
    void randomBytesAreCutWithoutLossWhateverTheyAre(long seed) throws IOException {
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int kept = 0;
            int breaks = 0;
            for (var piece : pieces(new ByteArrayInputStream(bytes), BulkFormat.NDJSON, 1 << 16)) {
                kept += piece.bytes().length;
                breaks++;
            }
            int lineBreaks = 0;
            for (byte each : bytes) {
                lineBreaks += each == '\n' ? 1 : 0;
            }
            assertThat(kept).as("seed %d", seed).isEqualTo(bytes.length - lineBreaks);
            assertThat(breaks).isBetween(lineBreaks, lineBreaks + 1);
            // a table of anything ends too
            pieces(new ByteArrayInputStream(bytes), BulkFormat.CSV, 16);
        }
    }

    private static List<String> whole(String text) {
        try (var reader = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            var rows = new ArrayList<String>();
            for (var row : reader) {
                rows.add(row.getStartingLineNumber() + " " + row.getFields());
            }
            return rows;
        } catch (CsvParseException | IOException unreadable) {
            return null;
        }
    }

    private static String text(Random random, String alphabet) {
        var text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static List<Piece> pieces(String text, BulkFormat format) throws IOException {
        return pieces(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format, LONGEST);
    }

    private static List<Piece> pieces(InputStream stream, BulkFormat format, int longest) throws IOException {
        var splitter = new RecordSplitter(stream, format, longest);
        var pieces = new ArrayList<Piece>();
        for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
            pieces.add(piece);
        }
        return pieces;
    }

    private static List<String> texts(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Bytes as a network brings them: a few at a time. */
    private static final class Trickle extends ByteArrayInputStream {

        private final Random random;

        Trickle(String text, Random random) {
            super(text.getBytes(StandardCharsets.UTF_8));
            this.random = random;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, 1 + random.nextInt(5)));
        }
    }
}
