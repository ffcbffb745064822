package org.carepromise.triage;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every text. */
class TriagePropertiesTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());
    private static final int CASES = 3_000;

    private static final List<String> RED_FLAGS = List.of(
            "I have chest pain.", "no puedo respirar", "I WANT TO DIE", "He won’t wake up!", "vomitando sangre");

    /** Words of the rules, words of nobody, and characters that break careless code. */
    private static String text(SplittableRandom random, List<MessagesTest.Labelled> messages) {
        var text = new StringBuilder();
        int parts = random.nextInt(12);
        for (int i = 0; i < parts; i++) {
            switch (random.nextInt(6)) {
                case 0 ->
                    text.append(messages.get(random.nextInt(messages.size())).text());
                case 1 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                case 2 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(2_048)));
                case 3 ->
                    text.append(
                            List.of("\0", "e\u0301", "\u200d", "\ufeff", "½", "ﬁ", "İ", "㎎", "1,5", "’", "\r\n", "|")
                                    .get(random.nextInt(12)));
                case 4 ->
                    text.append(List.of(" no ", " not ", " or ", " sin ", ", ", ". ", " until ", " ya no ")
                            .get(random.nextInt(8)));
                default -> text.append(' ');
            }
        }
        return text.toString();
    }

    @Test
    void noTextIsRefusedAndEverySpanLiesInsideItsText() throws IOException {
        var messages = MessagesTest.messages();
        Seeded.cases(CASES, random -> {
            var text = text(random, messages);
            var result = TRIAGE.assess(TriageInput.of(text));
            for (var evidence : result.evidence()) {
                evidence.span().ifPresent(span -> {
                    assertThat(span.of(text)).isNotBlank();
                    assertThat(cutsAPair(text, span.startInclusive())).isFalse();
                    assertThat(cutsAPair(text, span.endExclusive())).isFalse();
                });
            }
            result.counterfactual()
                    .ifPresent(other -> assertThat(other.without().of(text)).isNotBlank());
        });
    }

    @Test
    void whatASpanCutsOutIsWhatItsPhraseSays() throws IOException {
        for (var message : MessagesTest.messages()) {
            for (var evidence : TRIAGE.assess(TriageInput.of(message.text())).evidence()) {
                if (evidence.phrase().filter(phrase -> !isCondition(phrase)).isPresent()) {
                    var cut = Words.of(evidence.span().orElseThrow().of(message.text()));
                    var words = evidence.phrase().get().split(" ");
                    assertThat(cut).as(evidence.toString()).hasSize(words.length);
                    for (int i = 0; i < words.length; i++) {
                        var word = cut.get(i).word();
                        var said = words[i].replace("*", "");
                        assertThat(word.startsWith(said) || Spelling.distance(word, said) <= 2)
                                .as(word + " " + said)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void aRedFlagBesideAnyTextIsAnEmergency() throws IOException {
        var messages = MessagesTest.messages();
        Seeded.cases(CASES, random -> {
            var text = text(random, messages);
            var flag = RED_FLAGS.get(random.nextInt(RED_FLAGS.size()));
            assertThat(TRIAGE.assess(TriageInput.of(text + "\n" + flag)).emergency())
                    .isTrue();
            assertThat(TRIAGE.assess(TriageInput.of(flag + "\n" + text)).emergency())
                    .isTrue();
        });
    }

    @Test
    void theSameTextAlwaysHasTheSameAnswer() throws IOException {
        var messages = MessagesTest.messages();
        var other = Triage.by(RuleSet.bundled());
        Seeded.cases(CASES / 10, random -> {
            var input = TriageInput.of(text(random, messages));
            assertThat(other.assess(input)).isEqualTo(TRIAGE.assess(input));
        });
    }

    @Test
    void neitherCapitalsNorGreetingsNorEmojiNorARefillLowerAMessage() throws IOException {
        for (var message : MessagesTest.messages()) {
            var before = TRIAGE.assess(TriageInput.of(message.text()));
            for (var changed : List.of(
                    message.text().toUpperCase(Locale.ROOT),
                    "Hello, " + message.text(),
                    message.text() + " 😀",
                    message.text() + "\nI need a refill.")) {
                var after = TRIAGE.assess(TriageInput.of(changed));
                if (before.reason() != Reason.NO_ROUTINE_INTENT
                        && before.reason() != Reason.UNSUPPORTED_INPUT
                        && before.reason() != Reason.UNEXPLAINED_WORDS) {
                    assertThat(after.lane().compareTo(before.lane()))
                            .as(changed)
                            .isNotPositive();
                }
                assertThat(after.emergency() || !before.emergency()).as(changed).isTrue();
            }
        }
    }

    @Test
    void aLongTextWithoutAStopIsAssessedInOnePass() {
        var text = "no chest pain or fever and my knee is ".repeat(20_000);

        var result = TRIAGE.assess(TriageInput.of(text));

        assertThat(result.evidence()).hasSize(TriageResult.MOST_EVIDENCE);
        assertThat(result.lane()).isEqualTo(Lane.URGENT);
    }

    /** Conditions are written in capitals. */
    private static boolean isCondition(String phrase) {
        return Character.isUpperCase(phrase.charAt(0));
    }

    private static boolean cutsAPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }
}
