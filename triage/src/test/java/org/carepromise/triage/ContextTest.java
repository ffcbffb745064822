package org.carepromise.triage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.triage.Evidence.Context;

import static org.assertj.core.api.Assertions.assertThat;

/** How things are meant, by the bundled rules. */
class ContextTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());

    private static TriageResult of(String text) {
        return TRIAGE.assess(TriageInput.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I had a stroke in 2015, please send my records",
                "I had a heart attack ten years ago, can you refill my lisinopril",
                "tuve un derrame hace 10 años, necesito copia de mi expediente",
                "My father died of a heart attack, what screening is covered by my insurance",
                "If I ever get chest pain on a trip, does my plan cover it",
                "I almost had a heart attack when I saw the bill",
                "casi me da un infarto con la cuenta",
                "I'm dying over here trying to log in to the portal",
            })
    void whatIsLongPastARelativesImaginedOrASayingIsNoSign(String text) {
        assertThat(of(text).lane()).as(of(text).evidence().toString()).isEqualTo(Lane.ROUTINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chest pain again, same as last time in 2015",
                "can't breathe",
                "he won't wake up",
                "my husband has chest pain right now",
                "no puedo respirar",
                "my back is killing me and I can't feel my legs",
            })
    void inherentNegationsOthersAndComparisonsCount(String text) {
        assertThat(of(text).emergency()).as(of(text).evidence().toString()).isTrue();
    }

    @Test
    void historyLowersAndDoesNotErase() {
        var result = of("history of chest pain, please refill my lisinopril");

        assertThat(result.emergency()).isFalse();
        assertThat(result.lane()).isEqualTo(Lane.URGENT);
        assertThat(result.evidence()).anyMatch(found -> found.context() == Context.HISTORICAL);
    }

    @Test
    void aStrokeThatWentAwayIsStillOne() {
        assertThat(of("my face was drooping this morning but it went away").emergency())
                .isTrue();
    }

    @Test
    void anUsualComplaintIsEasedAndANewOneNot() {
        assertThat(of("same old tinnitus and my knees ache like always, can I keep using the cream")
                        .lane())
                .isEqualTo(Lane.ROUTINE);
        assertThat(of("my knees ache, can I keep using the cream").lane()).isEqualTo(Lane.URGENT);
    }
}
