package org.carepromise.callback.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.notice.ReadingGrade;

import static org.assertj.core.api.Assertions.assertThat;

class VoicemailScriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void theScriptIsEasyToSayAndNamesNoReason(String language) {
        var script = VoicemailScript.of(language, "Night Desk");

        assertThat(script).contains("Night Desk");
        assertThat(ReadingGrade.of(script, language)).isLessThanOrEqualTo(6);
        assertThat(script.toLowerCase()).doesNotContain("billing", "doctor", "nurse", "result", "appointment", "cita");
    }

    @Test
    void whoSpeaksAnotherLanguageHearsEnglish() {
        assertThat(VoicemailScript.of("pl", "Desk")).isEqualTo(VoicemailScript.of("en", "Desk"));
        assertThat(VoicemailScript.of("es", "Desk")).isNotEqualTo(VoicemailScript.of("en", "Desk"));
    }
}
