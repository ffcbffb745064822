package org.carepromise.triage.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A table is read whole, or refused with its lines. */
class LabelledTableTest {

    private static List<Labelled> read(LabelledTable table, String text) throws IOException {
        return table.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void quotesCommasLineBreaksAndAccentsArePartOfAText() throws IOException {
        var messages = read(
                LabelledTable.PLAIN,
                """
                id,lang,label,text,reason
                1,en,URGENT,"he said ""wait"", so I waited
                and then, well",why

                2,es-MX,Routine,"sí, mañana",
                """);

        assertThat(messages)
                .containsExactly(
                        new Labelled("1", "en", Label.URGENT, "he said \"wait\", so I waited\nand then, well"),
                        new Labelled("2", "es", Label.ROUTINE, "sí, mañana"));
    }

    @Test
    void windowsLineEndsAByteOrderMarkAndAnotherOrderOfColumnsDoNotMatter() throws IOException {
        var messages = read(LabelledTable.PLAIN, "\uFEFFtext,id,label\r\nhello,7,EMERGENCY\r\n");

        assertThat(messages).containsExactly(new Labelled("7", "en", Label.EMERGENCY, "hello"));
    }

    @Test
    void labelsMayStandInAnotherColumnInOtherWords() throws IOException {
        var table = new LabelledTable(
                "truth",
                Map.of("Call 911/988", Label.EMERGENCY, "None", Label.ROUTINE, "urgent", Label.ROUTINE),
                Map.of());

        var messages = read(table, "id,label,truth,text\n1,x,Call 911/988,a\n2,y,None,b\n3,z,urgent,c\n4,,URGENT,d\n");

        assertThat(messages)
                .extracting(Labelled::label)
                .containsExactly(Label.EMERGENCY, Label.ROUTINE, Label.ROUTINE, Label.URGENT);
    }

    @Test
    void onlyTheRowsAskedForAreRead() throws IOException {
        var table = new LabelledTable("label", Map.of(), Map.of("part", "held"));

        var messages = read(table, "id,label,text,part\n1,URGENT,a,dev\n2,URGENT,b,held\n3,nonsense,c,dev\n");

        assertThat(messages).extracting(Labelled::id).containsExactly("2");
    }

    @Test
    void everyWrongLineIsNamedAndNoWordOfAMessage() {
        assertThatThrownBy(
                        () -> read(
                                LabelledTable.PLAIN,
                                """
                        id,label,text
                        1,URGENT,"secret
                        secret"
                        2,PERHAPS,secret
                        1,URGENT,secret
                        ,URGENT,secret
                        3,URGENT
                        4,URGENT,secret,secret
                        """))
                .isInstanceOf(InvalidLabelledTable.class)
                .hasMessage(
                        """
                        line 4: label: PERHAPS: no label; say which it means
                        line 5: id: 1 is given twice
                        line 6: id: missing
                        line 7: 2 fields, the first line has 3
                        line 8: 4 fields, the first line has 3""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,label              | line 1: no column text",
                "text                  | line 1: no column id\\nline 1: no column label",
                "id,label,text         | no message",
                "''                    | no message",
                "id,label,text\\n1,URGENT,\"open | line 1: a quote is missing or misplaced here or in the row after it",
                "id,label,text\\n1,URGENT,\"a\"b | line 1: a quote is missing or misplaced here or in the row after it",
            })
    void whatCanNotBeReadIsRefused(String text, String message) {
        assertThatThrownBy(() -> read(LabelledTable.PLAIN, text.replace("\\n", "\n")))
                .isInstanceOf(InvalidLabelledTable.class)
                .hasMessage(message.replace("\\n", "\n"));
    }

    @Test
    void whatIsNotUtf8IsRefusedNotGuessed() {
        var latin = "id,label,text\n1,URGENT,mañana\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> LabelledTable.PLAIN.read(new ByteArrayInputStream(latin)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void aMessageDoesNotPrintItsWords() {
        assertThat(new Labelled("1", "en", Label.URGENT, "secret").toString()).doesNotContain("secret");
    }
}
