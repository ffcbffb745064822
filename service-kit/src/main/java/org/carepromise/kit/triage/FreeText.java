package org.carepromise.kit.triage;

import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.carepromise.triage.TriageInput;
import org.carepromise.triage.TriageResult;

/**
 * What every free text of a patient passes before the answer, in whichever service it arrives, by the
 * rules in force. It stores nothing and alerts nobody: who calls it does, for an emergency.
 */
@ApplicationScoped
public class FreeText {

    private final RulesInForce rules;

    FreeText(RulesInForce rules) {
        this.rules = rules;
    }

    /**
     * @param text what the patient wrote; a blank one is urgent, since it may have been a picture. Where an optional text
     *     is absent there is nothing to assess
     * @param language that the patient prefers, BCP 47; may be null
     * @param riskFlags of the patient's block; may be null
     */
    public TriageResult assess(String text, String language, Collection<String> riskFlags) {
        return assess(TriageInput.of(text).preferring(language).withRisks(riskFlags == null ? List.of() : riskFlags));
    }

    public TriageResult assess(TriageInput input) {
        return rules.assess(input);
    }
}
