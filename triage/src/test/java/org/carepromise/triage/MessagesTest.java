package org.carepromise.triage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The bundled rules on messages whose lane somebody decided, each with the reason. */
class MessagesTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());

    /** A line of the file. */
    record Labelled(String label, String language, String text, String why) {
        static Labelled of(String line) {
            var parts = Arrays.stream(line.split("\\|")).map(String::strip).toList();
            return new Labelled(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
        }
    }

    static List<Labelled> messages() throws IOException {
        try (var file = MessagesTest.class.getResourceAsStream("/messages.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Labelled::of)
                    .toList();
        }
    }

    static Stream<String> emergencies() throws IOException {
        return messages().stream()
                .filter(message -> message.label().equals("EMERGENCY"))
                .map(Labelled::text);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachMessageIsWhereItsLabelSays(Labelled message) {
        var result = TRIAGE.assess(TriageInput.of(message.text()));

        var found = result.emergency() ? "EMERGENCY" : result.lane().name();
        assertThat(found).as("%s: %s", message.why(), result.evidence()).isEqualTo(message.label());
    }

    @ParameterizedTest
    @MethodSource("emergencies")
    void whoeverIsInDangerIsAnsweredInTheirLanguage(String text) {
        var result = TRIAGE.assess(TriageInput.of(text));

        var told = result.patientText().orElseThrow();
        assertThat(told.numbers()).contains("911");
        assertThat(told.language()).isEqualTo(result.language() == TextLanguage.SPANISH ? "es" : "en");
    }

    @Test
    void thereAreMessagesEnoughOfEachKindAndLanguage() throws IOException {
        assertThat(messages()).hasSizeGreaterThan(110).doesNotHaveDuplicates();
        for (var language : List.of("en", "es")) {
            for (var label : List.of("EMERGENCY", "URGENT", "ROUTINE")) {
                assertThat(messages().stream()
                                .filter(message -> message.label().equals(label)
                                        && message.language().equals(language)))
                        .as("%s %s", label, language)
                        .hasSizeGreaterThanOrEqualTo(7);
            }
        }
    }
}
