package org.carepromise.triage;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where several things together make a sign: by a set of rules that has little else. */
class ConditionTest {

    private static final Triage TRIAGE = Triage.by(
            RuleSetText.parse(
                    """
            version: 1
            owner: Ana
            source: hers
            reviewed: 2026-11-25
            [words EMERGENCY]
            numbers: 911
            en: Call 911.
            es: Llame al 911.
            [words CRISIS]
            numbers: 988
            en: Call 988.
            es: Llame al 988.
            [emergency HEART]
            when: CHEST + HURTS|PRESSES
            [emergency FEVER_ON_CHEMO]
            when: FEVERISH + CHEMO, TEMPERATURE >= 38 + CHEMO
            [urgent FEVERISH]
            en: fever
            es: fiebre
            [urgent LOW]
            when: GLUCOSE < 54
            [urgent BOTH]
            when: LOW + FEVERISH
            [site CHEST]
            en: chest
            es: pecho
            [quality HURTS]
            en: hurts, pain
            es: duele
            [quality PRESSES]
            en: presses
            es: aprieta
            [measure TEMPERATURE]
            en: temp
            es: temperatura
            [measure GLUCOSE]
            en: sugar
            es: azucar
            [risk CHEMO]
            en: chemo
            es: quimio
            [clinical ILL]
            en: ill
            es: enfermo
            [context HISTORY]
            en: used to have
            es: antes tenia
            [context HYPOTHESIS]
            en: if i ever get
            es: si me da
            [context GONE]
            en: went away
            es: se me quito
            [figurative SAYING]
            en: pain in the neck
            es: dolor de cabeza con el seguro
            [plain SMALL]
            en: my, in, the, a, so, that, and, it, is, i, to, of, me, on, was, no, not, since, noon, today, please
            es: mi, en, el, la, me, no, y
            [routine REFILL]
            en: refill
            es: resurtir
            """));

    private static TriageResult of(String text) {
        return TRIAGE.assess(TriageInput.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my chest hurts",
                "pain in my chest",
                "my chest, it hurts",
                "it presses so on the chest",
                "me duele el pecho",
                "fever and chemo",
                "chemo. today a fever",
                "temp is 38.5 since noon. i was on chemo"
            })
    void partsThatStandTogetherAreASign(String text) {
        assertThat(of(text).emergency()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my chest. my knee hurts",
                "chest is a the my so the my so the my it hurts",
                "my chest and a refill",
                "no pain in the chest",
                "no chest pain",
                "the refill is a pain in the neck and my chest",
                "temp is 37.5 and chemo",
                "fever",
                "i used to have pain in the chest",
                "if i ever get chest pain",
                "a fever and no chemo"
            })
    void farApartDeniedPastImaginedOrASayingTheyAreNone(String text) {
        assertThat(of(text).emergency()).isFalse();
    }

    @Test
    void whatAConditionFoundCountsForAnother() {
        assertThat(of("sugar 45 and fever").evidence())
                .extracting(Evidence::concept)
                .contains("LOW", "BOTH", "FEVERISH");
        assertThat(of("sugar 60 and fever").evidence())
                .extracting(Evidence::concept)
                .doesNotContain("LOW", "BOTH");
    }

    @Test
    void theConditionAndItsPlaceAreTold() {
        var text = "so my CHEST hurts, please";

        var sign = of(text).evidence().get(0);

        assertThat(sign.concept()).isEqualTo("HEART");
        assertThat(sign.phrase()).contains("CHEST + HURTS|PRESSES");
        assertThat(sign.span().orElseThrow().of(text)).isEqualTo("CHEST hurts");
    }

    @Test
    void whatThePortalKnowsMeetsWhatIsWritten() {
        var fever = TriageInput.of("a fever today");

        assertThat(TRIAGE.assess(fever).emergency()).isFalse();
        assertThat(TRIAGE.assess(fever.withRisks(Set.of("CHEMO"))).emergency()).isTrue();
    }

    @Test
    void whatWentAwayIsNoEmergencyAnyMoreButUrgent() {
        var result = of("my chest hurts but it went away");

        assertThat(result.emergency()).isFalse();
        assertThat(result.reason()).isEqualTo(Reason.URGENT_SIGN);
    }

    @Test
    void theScoreCountsEachConceptOnce() {
        assertThat(of("my chest hurts").score()).isEqualTo(10);
        assertThat(of("my chest hurts. my chest hurts").score()).isEqualTo(10);
        assertThat(of("my chest hurts and fever").score()).isEqualTo(15);
        assertThat(of("refill").score()).isZero();
    }
}
