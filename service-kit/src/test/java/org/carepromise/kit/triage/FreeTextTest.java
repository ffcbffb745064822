package org.carepromise.kit.triage;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.carepromise.triage.Lane;

import static org.assertj.core.api.Assertions.assertThat;

/** One call from a patient's words to what a service answers. */
class FreeTextTest {

    private final FreeText freeText = new FreeText(new RulesInForce(null, null, null));

    @Test
    void anEmergencyIsAnsweredWithWordsAndNumbers() {
        var block = EmergencyJson.of(freeText.assess("Tengo dolor de pecho", "es", List.of()));

        assertThat(block.text()).startsWith("Esto puede ser una emergencia. Llame al 911 ahora");
        assertThat(block.numbers()).containsExactly("911");
    }

    @Test
    void whoDespairsIsLedToTheCrisisLine() {
        var block = EmergencyJson.of(freeText.assess("I want to end my life", null, null));

        assertThat(block.text()).contains("988");
        assertThat(block.numbers()).containsExactly("988", "911");
    }

    @Test
    void whatIsNoEmergencyHasNoBlock() {
        var result = freeText.assess("I need to reschedule my appointment", null, null);

        assertThat(result.lane()).isEqualTo(Lane.ROUTINE);
        assertThat(EmergencyJson.of(result)).isNull();
    }

    @Test
    void whatThePatientsBlockTellsCounts() {
        assertThat(freeText.assess("I have some spotting", "en", List.of()).emergency())
                .isFalse();
        assertThat(freeText.assess("I have some spotting", "en", List.of("Pregnant"))
                        .emergency())
                .isTrue();
    }
}
