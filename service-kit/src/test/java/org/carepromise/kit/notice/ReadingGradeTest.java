package org.carepromise.kit.notice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ReadingGradeTest {

    @ParameterizedTest
    @CsvSource({
        "time, 1", "times, 1", "booked, 1", "table, 2", "places, 2", "wanted, 2", "appointment, 3", "clinic, 2",
        "reminder, 3", "Thursday, 2", "December, 3", "ready, 2", "can't, 1", "217-555-0100, 1", "the, 1", "people, 2"
    })
    void englishSyllablesAreCountedByVowels(String word, int syllables) {
        assertThat(ReadingGrade.englishSyllables(word)).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource({
        "cita, 2", "día, 2", "reunión, 2", "guerra, 2", "pingüino, 3", "quince, 2", "aéreo, 4", "leer, 2", "ciudad, 2",
        "jueves, 2", "país, 2", "muy, 1", "hablar, 2", "clínica, 3", "9:20, 1", "antigua, 3", "llame, 2", "está, 2"
    })
    void spanishSyllablesFollowFromTheSpelling(String word, int syllables) {
        assertThat(ReadingGrade.spanishSyllables(word)).isEqualTo(syllables);
    }

    @Test
    void englishIsFleschKincaid() {
        // published: 100 words in 8 sentences with 131 syllables
        assertThat(ReadingGrade.fleschKincaid(100, 8, 131)).isCloseTo(4.74, within(0.005));
        assertThat(ReadingGrade.fleschKincaid(120, 6, 204)).isCloseTo(12.27, within(0.005));
        // by hand: 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
        assertThat(ReadingGrade.of("The cat sat on the mat.", "en")).isCloseTo(-1.45, within(1e-9));
        // by hand: 6 words, 2 sentences, 9 syllables: 0.39 * 3 + 11.8 * 1.5 - 15.59
        assertThat(ReadingGrade.of("Your clinic is ready. Please come.", "en"))
                .isCloseTo(0.39 * 3 + 11.8 * 8 / 6 - 15.59, within(1e-9));
    }

    @Test
    void spanishIsCrawford() {
        // by hand: 5 words, 1 sentence, 10 syllables: -0.205 * 20 + 0.049 * 200 - 3.407
        assertThat(ReadingGrade.of("Su cita está lista pronto.", "es"))
                .isCloseTo(-0.205 * 20 + 0.049 * 180 - 3.407, within(1e-9));
    }

    @Test
    void anAbbreviationOrANumberEndsNoSentence() {
        assertThat(ReadingGrade.sentences("Dr. Lee sees you at 9:20 a.m. on Monday. It costs 3.50 dollars."))
                .hasSize(2);
        assertThat(ReadingGrade.sentences("One\n\nTwo")).hasSize(2);
        assertThat(ReadingGrade.sentences("One\ntwo.")).hasSize(1);
    }

    @Test
    void theLongestSentenceIsNamed() {
        assertThat(ReadingGrade.longestSentence("Short one. This one here is\nquite a bit longer. Short."))
                .isEqualTo("This one here is quite a bit longer.");
    }

    @Test
    void officialProseIsFarAboveSix() {
        assertThat(ReadingGrade.of(
                        "Notification regarding the administrative cancellation of appointments necessitates"
                                + " immediate communication with our organization's representatives.",
                        "en"))
                .isGreaterThan(12);
        assertThat(ReadingGrade.of(
                        "La cancelación administrativa de las citas previamente programadas requiere la comunicación"
                                + " inmediata con los representantes institucionales correspondientes.",
                        "es"))
                .isGreaterThan(6);
    }

    @Test
    void anotherLanguageHasNoGrade() {
        assertThatThrownBy(() -> ReadingGrade.of("Guten Tag", "de")).isInstanceOf(IllegalArgumentException.class);
    }
}
