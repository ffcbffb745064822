package org.carepromise.triage.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * How a table of labelled messages is read: CSV (RFC 4180) in UTF-8, whose first line names the columns. It needs
 * {@code id}, {@code text} and the column of the labels; {@code lang} is {@code en} where it is missing or blank; other
 * columns may be there.
 *
 * @param labelColumn the column that holds the labels
 * @param labels what the words in it mean; the labels' own names need no entry
 * @param where only rows that have these values in these columns
 */
public record LabelledTable(String labelColumn, Map<String, Label> labels, Map<String, String> where) {

    /** Labels as they are called here, in the column {@code label}; every row. */
    public static final LabelledTable PLAIN = new LabelledTable("label", Map.of(), Map.of());

    private static final String BUNDLED = "/org/carepromise/triage/labelled.csv";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public LabelledTable {
        Objects.requireNonNull(labelColumn, "labelColumn");
        labels = Map.copyOf(labels);
        where = Map.copyOf(where);
    }

    /**
     * The messages, in the order of the table.
     *
     * @throws InvalidLabelledTable naming the lines that are wrong, or if there is no message
     * @throws IOException if it can't be read; a {@link java.nio.charset.CharacterCodingException} if it is not UTF-8
     */
    public List<Labelled> read(InputStream table) throws IOException {
        var rows = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowUnclosedQuote(false)
                .ofCsvRecord(new InputStreamReader(table, StandardCharsets.UTF_8.newDecoder()))
                .iterator();
        var read = new Read();
        long line = 1;
        try {
            while (rows.hasNext()) {
                var row = rows.next();
                line = row.getStartingLineNumber();
                read.take(row);
            }
        } catch (CsvParseException e) {
            read.problem(line, "a quote is missing or misplaced here or in the row after it");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return read.done();
    }

    /** The messages that come with this library. */
    public List<Labelled> readBundled() {
        try (var table = LabelledTable.class.getResourceAsStream(BUNDLED)) {
            return read(table);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One table while it is read. */
    private final class Read {
        private final List<Labelled> messages = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private List<String> columns;

        void take(CsvRecord row) {
            var line = row.getStartingLineNumber();
            if (columns == null) {
                columns = names(row);
            } else if (row.getFieldCount() != columns.size()) {
                problem(line, row.getFieldCount() + " fields, the first line has " + columns.size());
            } else if (where.entrySet().stream()
                    .allMatch(each -> field(row, each.getKey()).equals(each.getValue()))) {
                message(row, line);
            }
        }

        private List<String> names(CsvRecord row) {
            var names = row.getFields().stream()
                    .map(name -> name.replace(BYTE_ORDER_MARK, "").strip())
                    .toList();
            Stream.concat(Stream.of("id", "text", labelColumn), where.keySet().stream())
                    .filter(name -> !names.contains(name))
                    .forEach(name -> problem(row.getStartingLineNumber(), "no column " + name));
            // without its columns no row can be read
            refuseIfWrong();
            return names;
        }

        private void message(CsvRecord row, long line) {
            var id = field(row, "id");
            var given = field(row, labelColumn);
            var label = labelOf(given);
            if (id.isEmpty()) {
                problem(line, "id: missing");
            } else if (!ids.add(id)) {
                problem(line, "id: " + id + " is given twice");
            } else if (label.isEmpty()) {
                problem(line, labelColumn + ": " + given + ": no label; say which it means");
            } else {
                messages.add(new Labelled(id, language(row), label.get(), row.getField(columns.indexOf("text"))));
            }
        }

        private String language(CsvRecord row) {
            var tag = columns.contains("lang") ? field(row, "lang") : "";
            return tag.isEmpty() ? "en" : Locale.forLanguageTag(tag).getLanguage();
        }

        private String field(CsvRecord row, String column) {
            return row.getField(columns.indexOf(column)).strip();
        }

        void problem(long line, String what) {
            problems.add("line " + line + ": " + what);
        }

        List<Labelled> done() {
            if (messages.isEmpty() && problems.isEmpty()) {
                problems.add("no message");
            }
            refuseIfWrong();
            return List.copyOf(messages);
        }

        private void refuseIfWrong() {
            if (!problems.isEmpty()) {
                throw new InvalidLabelledTable(problems);
            }
        }
    }

    private Optional<Label> labelOf(String given) {
        return Optional.ofNullable(labels.get(given)).or(() -> Label.named(given));
    }
}
