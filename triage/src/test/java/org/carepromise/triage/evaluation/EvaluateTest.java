package org.carepromise.triage.evaluation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The command: what it prints, and how it ends. */
class EvaluateTest {

    private static final String MESSAGES =
            """
            id,lang,truth,text,part
            m-1,en,Call 911/988,I have crushing chest pain and can't breathe,a
            m-2,en,wait,I need a refill,a
            m-3,es,wait,"tengo dolor de pecho
            y no puedo respirar",a
            m-4,en,Call 911/988,I need a refill,b
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int evaluate(String... words) {
        return Evaluate.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String messages() throws IOException {
        return Files.writeString(folder.resolve("messages.csv"), MESSAGES).toString();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itPrintsCountsGatesAndMissedIdsButNoText() throws IOException {
        var ending = evaluate(
                messages(),
                "--label-column",
                "truth",
                "--map",
                "Call 911/988=EMERGENCY",
                "--map",
                "wait=routine",
                "--where",
                "part=a");

        assertThat(ending).isZero();
        assertThat(printed().replaceAll(" +", " "))
                .contains(" on 3 messages\n")
                .contains("all EMERGENCY URGENT ROUTINE decided\nEMERGENCY 1 0 0\nURGENT 0 0 0\nROUTINE 1 0 1\n")
                .contains("es EMERGENCY URGENT ROUTINE decided\nEMERGENCY 0 0 0\nURGENT 0 0 0\nROUTINE 1 0 0\n")
                .contains("emergencies out of routine 1.000 0.207 to 1.000 1 >= 0.96 holds, hard\n")
                .contains("urgent out of routine none 0 >= 0.90 not measured\n")
                .contains("false emergencies 0.500 0.095 to 0.905 2 <= 0.05 missed\n")
                .contains("spanish behind 1.000 -0.122 to 1.000 1 <= 0.10 missed, in routine recognised\n")
                .contains("ROUTINE decided EMERGENCY\n m-3 emergency sign\n")
                .doesNotContain("respirar");
        assertThat(err.size()).isZero();
    }

    @Test
    void itShowsTheTextsWhenAsked() throws IOException {
        evaluate(
                messages(),
                "--label-column",
                "truth",
                "--map",
                "Call 911/988=EMERGENCY",
                "--map",
                "wait=ROUTINE",
                "--show");

        assertThat(printed()).contains("      tengo dolor de pecho\n      y no puedo respirar\n");
    }

    @Test
    void aMissedHardGateIsSeenInItsEnding() throws IOException {
        var ending = evaluate(
                messages(), "--label-column", "truth", "--map", "Call 911/988=EMERGENCY", "--map", "wait=ROUTINE");

        assertThat(ending).isEqualTo(Evaluate.MISSES);
        assertThat(printed()).contains("EMERGENCY decided ROUTINE\n  m-4");
    }

    @Test
    void anotherRuleSetIsReadFromItsFile() throws IOException {
        var rules = getClass().getResourceAsStream("/org/carepromise/triage/rules.txt");
        var text =
                new String(rules.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("version: .*", "version: mine");
        var file = Files.writeString(folder.resolve("mine.txt"), text);

        evaluate("--rules", file.toString());

        assertThat(printed()).startsWith("rule set mine on ");
    }

    @Test
    void figuresLookAlikeWhereverItRuns() throws IOException {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            evaluate(messages(), "--label-column", "truth", "--map", "Call 911/988=EMERGENCY", "--map", "wait=ROUTINE");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(printed()).contains(">= 0.96");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--frob                  | unknown option --frob",
                "--map                   | --map needs a value",
                "--map wait              | --map needs two words with = between them, not wait",
                "--map wait=SOON         | no label: SOON",
                "--where part            | --where needs two words with = between them, not part",
                "--where part=nowhere    | no message",
                "a.csv b.csv             | one file at a time",
            })
    void whoAsksWronglyIsTold(String words, String told) {
        assertThat(evaluate(words.split(" "))).isEqualTo(Evaluate.WRONG);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(told + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    @Test
    void aFileThatCanNotBeReadIsNamed() throws IOException {
        var latin = Files.write(
                folder.resolve("latin.csv"), "id,label,text\n1,URGENT,ñ".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(evaluate(folder.resolve("none.csv").toString())).isEqualTo(Evaluate.WRONG);
        assertThat(evaluate(latin.toString())).isEqualTo(Evaluate.WRONG);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.csv").contains("not UTF-8");
    }
}
