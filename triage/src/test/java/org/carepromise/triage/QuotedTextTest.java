package org.carepromise.triage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the patient did not write says nothing of the patient. */
class QuotedTextTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please refill my lisinopril\n> call 911 if you have chest pain",
                "Please refill my lisinopril\n\nOn Mon, Nov 2, 2026 Dr. Lee wrote:\nChest pain is an emergency",
                "Please refill my lisinopril\n-----Original Message-----\nI have chest pain",
                "Please refill my lisinopril\nFrom: Dr. Lee\nSent: Monday\nchest pain",
                "Por favor resurtir mi receta\nEl lunes 2 de noviembre la Dra. Paz escribió:\ndolor de pecho",
                "If this is a medical emergency, call 911. Please refill my lisinopril",
                "Please refill my lisinopril\nSent from my phone with a crack in the chest pain",
            })
    void quotedWordsAndWarningsAreLeftOut(String text) {
        assertThat(TRIAGE.assess(TriageInput.of(text)).lane()).isEqualTo(Lane.ROUTINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> how are you?\nI have chest pain",
                "I have chest pain\nOn Monday Dr. Lee wrote:\nRest.",
                "This is an emergency, my chest hurts so bad",
                "if it is an emergency i can not tell, chest pain since noon",
            })
    void thePatientsOwnWordsAreNot(String text) {
        assertThat(TRIAGE.assess(TriageInput.of(text)).emergency()).isTrue();
    }

    @Test
    void placesStayThoseOfTheOriginal() {
        var text = "> are you well?\nno, CHEST pain";

        assertThat(QuotedText.blanked(text)).hasSameSizeAs(text);
        var span = TRIAGE.assess(TriageInput.of(text)).evidence().get(0).span().orElseThrow();
        assertThat(span.of(text)).isEqualTo("CHEST pain");
    }

    @Test
    void aMessageThatOnlyQuotesCanNotBeRead() {
        assertThat(TRIAGE.assess(TriageInput.of("> please refill my lisinopril"))
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_INPUT);
    }
}
