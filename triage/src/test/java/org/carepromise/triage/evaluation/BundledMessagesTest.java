package org.carepromise.triage.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The labelled messages that come with the library: enough of each kind, each once, each with its reason. */
class BundledMessagesTest {

    private static final List<Labelled> MESSAGES = LabelledTable.PLAIN.readBundled();

    private static List<Labelled> part(String part) {
        return new LabelledTable("label", Map.of(), Map.of("part", part)).readBundled();
    }

    private static long count(List<Labelled> messages, String language, Label label) {
        return messages.stream()
                .filter(message -> message.language().equals(language) && message.label() == label)
                .count();
    }

    private static double share(Label label) {
        return (double) (count(MESSAGES, "en", label) + count(MESSAGES, "es", label)) / MESSAGES.size();
    }

    @Test
    void thereAreEnoughInTheSharesThatWereMeant() {
        assertThat(MESSAGES).hasSizeGreaterThanOrEqualTo(480);
        assertThat(share(Label.EMERGENCY)).isBetween(0.22, 0.28);
        assertThat(share(Label.URGENT)).isBetween(0.27, 0.33);
        assertThat(share(Label.ROUTINE)).isBetween(0.42, 0.48);
        for (var label : Label.values()) {
            var spanish = (double) count(MESSAGES, "es", label);
            assertThat(spanish / (spanish + count(MESSAGES, "en", label)))
                    .as("Spanish of %s", label)
                    .isBetween(0.30, 0.40);
        }
    }

    @Test
    void bothPartsHaveAsManyOfEachKind() {
        assertThat(part("dev").size() + part("held").size()).isEqualTo(MESSAGES.size());
        for (var language : List.of("en", "es")) {
            for (var label : Label.values()) {
                assertThat(count(part("dev"), language, label) - count(part("held"), language, label))
                        .as("%s %s", language, label)
                        .isBetween(0L, 1L);
            }
        }
    }

    @Test
    void noMessageIsThereTwice() {
        var seen = new HashSet<String>();
        for (var message : MESSAGES) {
            var words = message.text()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}]+", " ")
                    .strip();
            assertThat(words).as(message.id()).isNotEmpty();
            assertThat(seen.add(words)).as(message.id()).isTrue();
        }
    }

    @Test
    void everyLabelHasItsReason() throws IOException {
        try (var file = getClass().getResourceAsStream("/org/carepromise/triage/labelled.csv");
                var rows = CsvReader.builder().<NamedCsvRecord>ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (var row : rows) {
                assertThat(row.getHeader()).containsExactly("id", "lang", "label", "text", "reason", "part");
                assertThat(row.getField("reason")).as(row.getField("id")).hasSizeGreaterThan(20);
            }
        }
    }
}
