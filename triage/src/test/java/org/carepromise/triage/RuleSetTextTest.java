package org.carepromise.triage;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A rule set is read whole, or refused with its place. */
class RuleSetTextTest {

    private static final String SMALL =
            """
            version: 7
            owner: Ana
            source: hers
            reviewed: 2026-11-25

            [words EMERGENCY]
            numbers: 911
            en: Call 911, now.
            es: Llame al 911.
            [words CRISIS]
            numbers: 988, 911
            en: Call 988.
            es: Llame al 988.
            [emergency CHEST]
            en: chest (pain|ache), can't breathe
            es: dolor de pecho
            [urgent FEVER]
            raised-by: CHEMO
            en: fever
            en: high temp*
            es: fiebre
            [risk CHEMO]
            en: chemo
            es: quimio
            [clinical BODY]
            en: knee
            es: rodilla
            [plain SMALL]
            en: my
            es: mi
            [routine REFILL]
            en: refill [of my|of]
            es: resurtir
            """;

    @Test
    void aSmallSetIsRead() {
        var rules = RuleSetText.parse(SMALL);

        assertThat(rules.version()).isEqualTo("7");
        assertThat(rules.concepts()).hasSize(6);
        assertThat(rules.emergency().english()).isEqualTo("Call 911, now.");
        assertThat(Triage.by(rules).assess(TriageInput.of("High temps, chemo")).emergency())
                .isTrue();
        assertThat(Triage.by(rules).assess(TriageInput.of("refill my refill")).lane())
                .isEqualTo(Lane.ROUTINE);
    }

    @Test
    void theBundledSetNamesWhatItIs() {
        var rules = RuleSet.bundled();

        assertThat(rules.version()).isNotBlank();
        assertThat(rules.reviewedOn()).isAfter("2026-01-01");
        assertThat(rules.concepts()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 7 | '' | version: missing",
                "owner: Ana | '' | owner: missing",
                "owner: Ana | owner: | line 2: owner: empty",
                "owner: Ana | 'version: 8' | line 2: version: given twice",
                "owner: Ana | 'colour: red' | line 2: unknown field: colour",
                "owner: Ana | Ana | line 2: neither a heading",
                "2026-11-25 | 25.11. | reviewed: not a date such as 2026-11-25: 25.11.",
                "numbers: 911 | numbers: 9 1 1 | line 6: numbers: not digits alone: 9 1 1",
                "en: Call 911, now. | en: Call. | line 6: en: does not name 911",
                "[words CRISIS] | [words PANIC] | line 10: no such words: PANIC",
                "[words CRISIS] | [words EMERGENCY] | line 10: EMERGENCY: given twice",
                "[emergency CHEST] | [deadly CHEST] | line 14: no such kind: deadly",
                "[emergency CHEST] | [emergency chest] | line 14: concept chest: not a name such as CARDIAC_CHEST",
                "[emergency CHEST] | [emergency FEVER] | FEVER: given twice",
                "es: dolor de pecho | says: X | line 14: says: not CRISIS: X",
                "es: dolor de pecho | '' | line 14: CHEST: es: no phrasing",
                "can't breathe | breathe (now | line 14: CHEST: not a phrasing: breathe (now",
                "can't breathe | ch* pain | line 14: CHEST: a stem shorter than 3: ch* pain",
                "can't breathe | can't ! breathe | line 14: CHEST: not a phrasing: can't ! breathe",
                "raised-by: CHEMO | raised-by: COLD | FEVER: raised-by: no such risk: COLD",
                "[risk CHEMO] | [plain CHEMO] | no concept is RISK",
                "[clinical BODY] | [plain BODY] | no concept is CLINICAL",
                "es: fiebre | when: KNEE + FEVER | FEVER: when: no such concept: KNEE",
                "es: fiebre | when: BODY + FEVER | FEVER: when: no such concept: FEVER",
                "es: fiebre | when: BODY and CHEMO | line 17: FEVER: when: not a condition: BODY and CHEMO",
                "es: fiebre | when: HEIGHT > 3 | line 17: FEVER: when: no such quantity: HEIGHT",
                "es: rodilla | when: CHEST | line 25: BODY: when: only for signs, risks and intents",
                "es: dolor de pecho | eased: trusted | line 14: CHEST: eased: only an urgent sign can be eased",
                "es: quimio | gone: counts | line 22: CHEMO: gone: only a sign can pass",
                "[plain SMALL] | [context SMALL] | line 28: SMALL: no such context",
                "[plain SMALL] | [measure SMALL] | line 28: SMALL: no such quantity",
            },
            quoteCharacter = '"')
    void aBrokenSetIsRefusedAtItsPlace(String part, String by, String refusal) {
        var written = by.replace("'", by.contains("can't") ? "'" : "");
        assertThat(SMALL).contains(part);

        assertThatThrownBy(() -> RuleSetText.parse(SMALL.replaceFirst(Pattern.quote(part), written)))
                .isInstanceOf(InvalidRuleSet.class)
                .hasMessageStartingWith(refusal);
    }
}
