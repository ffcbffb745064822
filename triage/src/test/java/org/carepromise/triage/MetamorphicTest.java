package org.carepromise.triage;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.carepromise.triage.evaluation.Labelled;
import org.carepromise.triage.evaluation.LabelledTable;

import static org.assertj.core.api.Assertions.assertThat;

/** What a change of a message may not do to its lane. */
class MetamorphicTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());
    private static final List<Labelled> MESSAGES = LabelledTable.PLAIN.readBundled();

    private static TriageResult of(String text) {
        return TRIAGE.assess(TriageInput.of(text));
    }

    /** The higher, the sooner somebody reads it. */
    private static int haste(TriageResult result) {
        return result.emergency() ? 2 : result.lane() == Lane.URGENT ? 1 : 0;
    }

    @Test
    void askingForARefillTooNeverLowersWhatIsASign() {
        for (var message : MESSAGES) {
            var before = of(message.text());
            if (before.reason() == Reason.EMERGENCY_SIGN
                    || before.reason() == Reason.URGENT_SIGN
                    || before.reason() == Reason.CLINICAL_WORDS) {
                for (var refill : List.of(
                        message.text() + "\nAlso I need a refill of my lisinopril.",
                        "I need a refill of my lisinopril.\n" + message.text())) {
                    assertThat(haste(of(refill))).as(message.id()).isGreaterThanOrEqualTo(haste(before));
                }
            }
        }
    }

    @Test
    void capitalsEmojiAndGreetingsChangeNothing() {
        for (var message : MESSAGES) {
            var before = haste(of(message.text()));
            for (var changed : List.of(
                    message.text().toUpperCase(Locale.ROOT),
                    message.text() + " \uD83D\uDE22\uD83D\uDE4F",
                    "Good morning, \n" + message.text(),
                    message.text() + "\nThank you very much")) {
                // who only greets has asked for nothing; who thanks has
                if (before > 0 && of(message.text()).reason() != Reason.NO_ROUTINE_INTENT) {
                    assertThat(haste(of(changed))).as(message.id() + changed).isGreaterThanOrEqualTo(before);
                }
            }
        }
    }

    @Test
    void oneTypoInAnEmergencyLeavesItOne() {
        var signs = List.of(
                "I have crushing pressure in the middle of my breastbone",
                "he is unconscious and not breathing",
                "she had a seizure and is unresponsive",
                "bleeding heavily and pregnant",
                "tengo dificultad para respirar",
                "esta inconsciente");
        Seeded.cases(500, random -> {
            var sign = signs.get(random.nextInt(signs.size()));
            var wrong = withTypo(sign, random);
            assertThat(of(wrong).emergency()).as(wrong).isTrue();
        });
    }

    @Test
    void oneTypoAnywhereMakesHardlyAnEmergencyLess() {
        var emergencies = MESSAGES.stream()
                .map(Labelled::text)
                .filter(text -> of(text).emergency())
                .toList();
        int[] kept = new int[2];
        Seeded.cases(1_000, random -> {
            var result = of(withTypo(emergencies.get(random.nextInt(emergencies.size())), random));
            kept[0] += result.emergency() ? 1 : 0;
            kept[1]++;
        });
        assertThat((double) kept[0] / kept[1]).isGreaterThan(0.95);
    }

    /** Two letters change places in a word of six letters or more, behind its first. */
    private static String withTypo(String text, SplittableRandom random) {
        var words = text.split(" ");
        int at = random.nextInt(words.length);
        for (int tries = 0; tries < words.length; tries++) {
            var word = words[(at + tries) % words.length];
            if (word.length() >= 6 && word.chars().allMatch(Character::isLetter)) {
                int letter = 1 + random.nextInt(word.length() - 2);
                var letters = word.toCharArray();
                char swapped = letters[letter];
                letters[letter] = letters[letter + 1];
                letters[letter + 1] = swapped;
                words[(at + tries) % words.length] = new String(letters);
                return String.join(" ", words);
            }
        }
        return text;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I have chest pain and I am sweating | Tengo dolor de pecho y estoy sudando",
                "He can't breathe | No puede respirar",
                "Half of my face is drooping | Tengo media cara caida",
                "I want to kill myself | Me quiero matar",
                "My baby is 3 weeks old and has a fever of 38.5 | Mi bebe de 3 semanas tiene fiebre de 38.5",
                "I am vomiting blood | Estoy vomitando sangre",
                "My blood sugar is 40 and I am confused | Mi azucar esta en 40 y estoy confundido",
                "She swallowed bleach | Se trago cloro",
                "I have a fever and a cough | Tengo fiebre y tos",
                "It burns when I pee | Me arde al orinar",
                "I ran out of insulin | Se me acabo la insulina",
                "A dog bit me | Me mordio un perro",
                "I need a refill of losartan | Necesito resurtir la losartan",
                "I want to cancel my appointment | Quiero cancelar mi cita",
                "I have a question about my bill | Tengo una pregunta sobre mi factura",
                "I can't log into the portal | No puedo entrar al portal",
                "I need a letter for work | Necesito una carta para el trabajo",
                "Please send me a copy of my records | Por favor mandeme copia de mi expediente",
            })
    void englishAndSpanishAgree(String english, String spanish) {
        assertThat(haste(of(spanish))).as(of(spanish).evidence().toString()).isEqualTo(haste(of(english)));
    }

    @ParameterizedTest
    @CsvSource({
        "I need a refill. No ,chest pain",
        "I need a refill. No ,shortness of breath",
        "I need a refill. No ,fever",
        "I need a refill. I have no ,swelling",
        "Necesito resurtir. Sin ,fiebre",
        "Necesito resurtir. No tengo ,vomito",
    })
    void noBeforeTheOnlySymptomLowers(String before, String symptom) {
        var told = before.replaceAll("(?i)(no|sin|i have no|no tengo) ?$", "");
        assertThat(haste(of(told + " " + symptom))).isPositive();
        assertThat(of(before + " " + symptom).lane()).isEqualTo(Lane.ROUTINE);
    }
}
