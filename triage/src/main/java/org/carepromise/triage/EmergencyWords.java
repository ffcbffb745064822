package org.carepromise.triage;

import java.util.List;

/**
 * What a patient in danger is told, in both languages.
 *
 * @param numbers to call, the first one first
 * @param english plain text that names the first number
 * @param spanish the same in Spanish
 */
public record EmergencyWords(List<String> numbers, String english, String spanish) {

    /** @throws IllegalArgumentException naming the field that is missing, or that does not name the number */
    public EmergencyWords {
        Require.that(numbers != null && !numbers.isEmpty(), "numbers: missing");
        numbers = List.copyOf(numbers);
        for (var number : numbers) {
            Require.that(number.matches("\\+?\\d{3,15}"), "numbers: not digits alone: " + number);
        }
        Require.that(english != null && english.contains(numbers.get(0)), "en: does not name " + numbers.get(0));
        Require.that(spanish != null && spanish.contains(numbers.get(0)), "es: does not name " + numbers.get(0));
    }

    String in(TextLanguage language) {
        return language == TextLanguage.SPANISH ? spanish : english;
    }
}
