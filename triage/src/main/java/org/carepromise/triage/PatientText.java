package org.carepromise.triage;

import java.util.List;

/**
 * What the patient is told at once because it may be an emergency. It is the rule set's text and quotes nothing.
 *
 * @param text plain text
 * @param language {@code en} or {@code es}
 * @param numbers to call, in the order of the text
 */
public record PatientText(String text, String language, List<String> numbers) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public PatientText {
        Require.that(text != null && !text.isBlank(), "patient text: text: missing");
        Require.that("en".equals(language) || "es".equals(language), "patient text: language: neither en nor es");
        Require.that(numbers != null && !numbers.isEmpty(), "patient text: numbers: missing");
        numbers = List.copyOf(numbers);
    }
}
