package org.carepromise.triage;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.triage.Evidence.Context;
import org.carepromise.triage.Evidence.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What an answer holds beside its lane. */
class TriageTest {

    private static final Triage TRIAGE = Triage.by(RuleSet.bundled());

    private static TriageResult of(String text) {
        return TRIAGE.assess(TriageInput.of(text));
    }

    @Test
    void evidenceNamesConceptPhraseAndPlaceInTheOriginalText() {
        var text = "Since noon: CHEST  pain. Thanks";

        var first = of(text).evidence().get(0);

        assertThat(first.kind()).isEqualTo(Kind.EMERGENCY);
        assertThat(first.concept()).isEqualTo("CARDIAC_CHEST");
        assertThat(first.phrase()).contains("chest pain");
        assertThat(first.context()).isEqualTo(Context.PRESENT);
        assertThat(first.span().orElseThrow().of(text)).isEqualTo("CHEST  pain");
        assertThat(of(text).ruleSetVersion()).isEqualTo(RuleSet.bundled().version());
    }

    @Test
    void accentsCombinedOrNotAreInsideTheSpan() {
        for (var text : List.of("¿Tuvo convulsión?", "¿Tuvo convulsio\u0301n?")) {
            var span = of(text).evidence().get(0).span().orElseThrow();
            assertThat(span.of(text)).isEqualTo(text.substring(6, text.length() - 1));
        }
    }

    @Test
    void theCounterfactualNamesTheWordsWithoutWhichItWouldBeAnotherLane() {
        var text = "I need a refill of lisinopril. My knee.";

        var other = of(text).counterfactual().orElseThrow();

        assertThat(other.without().of(text)).isEqualTo("knee");
        assertThat(other.lane()).isEqualTo(Lane.ROUTINE);
        assertThat(of("My knee. My hip.").counterfactual()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no chest pain", "I don't have any chest pain", "I do not have chest pain", "sin dolor de pecho"
            })
    void aDenialTakesTheEmergencyAwayAndNothingElse(String text) {
        assertThat(of(text).emergency()).isFalse();
        assertThat(of(text).lane()).isEqualTo(Lane.URGENT);
        assertThat(of(text).evidence()).anyMatch(found -> found.context() == Context.DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no, chest pain",
                "no relief from chest pain",
                "I can't say I had no chest pain until now",
                "not just chest pain",
                "no doubt it is chest pain",
                "ya no tengo dolor de pecho",
                "no no puedo respirar",
                "no chest pain or fever but trouble breathing"
            })
    void whatOnlyLooksLikeADenialIsNone(String text) {
        assertThat(of(text).emergency()).isTrue();
    }

    @Test
    void aDenialIsHandedOnByOr() {
        assertThat(of("I need a refill. No knee brace or chest pain.").emergency())
                .isTrue();
        assertThat(of("I need a refill. No chest pain or shortness of breath.").lane())
                .isEqualTo(Lane.ROUTINE);
    }

    @Test
    void thatNobodyThinksOfSuicideIsNotTakenOnTrust() {
        var result = of("I need a refill. No suicidal thoughts.");

        assertThat(result.emergency()).isFalse();
        assertThat(result.reason()).isEqualTo(Reason.URGENT_SIGN);
    }

    @Test
    void aDeclaredUrgencyRaisesOnlyWhatSpeaksOfSomethingClinical() {
        var refill = TriageInput.of("I need a refill. No chest pain.");
        var bill = TriageInput.of("Question about my bill");

        assertThat(TRIAGE.assess(refill).lane()).isEqualTo(Lane.ROUTINE);
        assertThat(TRIAGE.assess(refill.declaredToBeUrgent()).reason()).isEqualTo(Reason.DECLARED_URGENCY);
        assertThat(TRIAGE.assess(bill.declaredToBeUrgent()).lane()).isEqualTo(Lane.ROUTINE);
    }

    @Test
    void aRiskThatThePortalKnowsRaisesASign() {
        var nosebleed = TriageInput.of("My nosebleed started again");

        assertThat(TRIAGE.assess(nosebleed).emergency()).isFalse();
        var raised = TRIAGE.assess(nosebleed.withRisks(Set.of("anticoagulant", "left-handed")));
        assertThat(raised.emergency()).isTrue();
        assertThat(raised.evidence())
                .filteredOn(found -> found.kind() == Kind.RISK)
                .extracting(Evidence::concept)
                .containsExactly("ANTICOAGULANT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\0\0", "😀", "911", "Ich habe starke Schmerzen", "胸が痛い"})
    void whatTheRulesCanNotReadIsUrgent(String text) {
        assertThat(of(text).lane()).isEqualTo(Lane.URGENT);
        assertThat(of(text).reason()).isEqualTo(Reason.UNSUPPORTED_INPUT);
        assertThat(of(text).language()).isEqualTo(TextLanguage.UNSUPPORTED);
    }

    @Test
    void whoWritesInBothLanguagesIsAnsweredInThePreferredOne() {
        var mixed = TriageInput.of("tengo dolor de pecho, please help me now");

        assertThat(TRIAGE.assess(mixed).language()).isEqualTo(TextLanguage.MIXED);
        assertThat(TRIAGE.assess(mixed).patientText().orElseThrow().language()).isEqualTo("en");
        assertThat(TRIAGE.assess(mixed.preferring("es-MX"))
                        .patientText()
                        .orElseThrow()
                        .language())
                .isEqualTo("es");
        assertThat(TRIAGE.assess(mixed.preferring("no such tag")).patientText()).isPresent();
    }

    @Test
    void whoBleedsAndDespairsReadsOfBoth() {
        var told = of("I want to die. I can't stop the bleeding.").patientText().orElseThrow();

        assertThat(told.numbers()).containsExactly("911", "988");
        assertThat(told.text()).containsSubsequence("Call 911 now", "988");
    }

    @Test
    void nothingButTheTextItselfHoldsThePatientsWords() {
        var input = TriageInput.of("My zebra has chest pain");

        assertThat(input.toString()).doesNotContain("zebra");
        assertThat(TRIAGE.assess(input).toString()).doesNotContain("zebra");
    }
}
