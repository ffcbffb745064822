package org.carepromise.kit.bulk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.bulk.BulkColumn.Kind;
import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BulkColumnsTest {

    private static final BulkColumns COLUMNS = BulkColumns.of(
            BulkColumn.required("name", Kind.TEXT),
            BulkColumn.optional("capacity", Kind.NUMBER),
            BulkColumn.optional("overbook", Kind.FLAG),
            BulkColumn.optional("sites", Kind.LIST),
            BulkColumn.optional("patient.phone", Kind.TEXT),
            BulkColumn.optional("patient.externalRefs", Kind.REFERENCES),
            BulkColumn.optional("caps", Kind.JSON));

    @Test
    void aRowIsTheJsonItStandsFor() {
        var columns = COLUMNS.named(COLUMNS.names());
        var json = BulkColumns.json(
                columns,
                List.of(
                        "Ada",
                        "3",
                        "true",
                        "north|south\\|east",
                        "+1 217 555 0123",
                        "emr:a:b|x\\\\:y:1",
                        "[{\"most\":3}]"));
        assertThat(json)
                .hasToString("{\"name\":\"Ada\",\"capacity\":3,\"overbook\":true,\"sites\":[\"north\",\"south|east\"],"
                        + "\"patient\":{\"phone\":\"+1 217 555 0123\",\"externalRefs\":[{\"system\":\"emr\",\"id\":\"a:b\"},"
                        + "{\"system\":\"x:y\",\"id\":\"1\"}]},"
                        + "\"caps\":[{\"most\":3}]}");
    }

    @Test
    void aRoundDecimalIsWrittenInFull() {
        var made = JsonNodeFactory.instance.objectNode();
        made.put("name", new BigDecimal("1E+2"));
        assertThat(COLUMNS.cells(made).get(0)).isEqualTo("100");
    }

    @Test
    void anEmptyCellIsAnAbsentFieldAndWhatIsNoNumberStaysText() {
        var columns = COLUMNS.named(List.of("name", "capacity", "overbook", "patient.phone"));
        assertThat(BulkColumns.json(columns, List.of("Ada", "three", "yes", "")))
                .hasToString("{\"name\":\"Ada\",\"capacity\":\"three\",\"overbook\":\"yes\"}");
    }

    @Test
    void columnsThatAreUnknownTwiceOrMissingAreToldByTheirPlace() {
        var refusal = catchThrowableOfType(
                Problem.class, () -> COLUMNS.named(List.of("sites", "Ada Canary", "sites", "capacity")));
        assertThat(refusal.code()).isEqualTo(BulkProblem.COLUMNS_INVALID);
        assertThat(refusal.errors()).extracting(Problem.FieldError::pointer).containsExactly("#/1", "#/2", "#");
        assertThat(refusal.errors().toString()).contains("name").doesNotContain("Canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "=1+1            ~ '=1+1",
                "+12175550123    ~ '+12175550123",
                "-5              ~ '-5",
                "@sum            ~ '@sum",
                "'=x             ~ ''=x",
                "O'Neill         ~ O'Neill",
                "'quoted'        ~ 'quoted'",
                "a=b             ~ a=b"
            })
    void whatASpreadsheetWouldRunGoesOutBehindAnApostrophe(String text, String cell) {
        assertThat(CellText.out(text)).isEqualTo(cell);
        assertThat(CellText.in(cell)).isEqualTo(text);
    }

    @Test
    void tabsAndLineBreaksInFrontAreNeutralisedToo() {
        for (var text : List.of("\t=1", "\r=1", "\n=1")) {
            assertThat(CellText.out(text)).isEqualTo("'" + text);
        }
    }

    /** Out and in again is the same, whatever the texts are. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2026_11_25, 4_711})
    void randomThingsMakeTheRoundTrip(long seed) {
        var random = new Random(seed);
        var columns = COLUMNS.named(COLUMNS.names());
        for (int round = 0; round < 5_000; round++) {
            var thing = thing(random);
            var cells = COLUMNS.cells(thing);
            assertThat(cells).noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r\n].*"));
            assertThat((JsonNode) BulkColumns.json(columns, cells))
                    .as("seed %d", seed)
                    .isEqualTo(thing);
        }
    }

    private static JsonNode thing(Random random) {
        var make = JsonNodeFactory.instance;
        var thing = make.objectNode().put("name", text(random));
        thing.putArray("sites").add(text(random)).add(text(random));
        var patient = thing.putObject("patient").put("phone", text(random));
        var references = patient.putArray("externalRefs");
        for (int i = 0; i <= random.nextInt(3); i++) {
            references.addObject().put("system", text(random)).put("id", text(random));
        }
        return thing;
    }

    private static String text(Random random) {
        var alphabet = "=+-@\t\r\n'\\|:,\"aé€ ";
        var text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(6); i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
