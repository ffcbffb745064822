package org.carepromise.triage;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Numbers, as patients write them. */
class MeasureFinderTest {

    private static final PhraseTrie PHRASES = new PhraseTrie(RuleSet.bundled().concepts());

    private static final Vocabulary VOCABULARY =
            new Vocabulary(RuleSet.bundled().concepts());

    private static List<Measure> in(String text) {
        var tokens = Words.of(text);
        return MeasureFinder.find(tokens, PHRASES.find(tokens, VOCABULARY.languagesOf(tokens)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temp of 101.3 since noon | TEMPERATURE | 38.5",
                "fiebre de 39,4 | TEMPERATURE | 39.4",
                "she is 38.2 with chills | TEMPERATURE | 38.2",
                "103f | TEMPERATURE | 39.44",
                "her bp is 158/104 | SYSTOLIC | 158",
                "her bp is 158/104 | DIASTOLIC | 104",
                "192 over 104 at the fair | DIASTOLIC | 104",
                "presion de 220 sobre 125 | SYSTOLIC | 220",
                "pulse ox says 86 | OXYGEN | 86",
                "saturacion 88% | OXYGEN | 88",
                "my sugar was 39 | GLUCOSE | 39",
                "el azucar en 480 y vomito | GLUCOSE | 480",
                "the inr came back 6.3 | INR | 6.3",
                "potassium is 5.9 | POTASSIUM | 5.9",
                "hgb 7.2 | HEMOGLOBIN | 7.2",
                "heart rate 135 | HEART_RATE | 135",
                "he is 5 wks old | AGE_DAYS | 35",
                "my 11 mo wheezes | AGE_DAYS | 330",
                "mi bebe de 3 semanas | AGE_DAYS | 21",
                "im 34 weeks | GESTATION_WEEKS | 34",
                "33w2d and no kicks | GESTATION_WEEKS | 33",
                "35 wks, bp is up | GESTATION_WEEKS | 35",
                "tengo 20 semanas de embarazo | GESTATION_WEEKS | 20",
                "surgery 10 days ago | DAYS_AFTER_OPERATION | 10",
                "delivered 3 weeks ago | DAYS_AFTER_BIRTH | 21",
                "took 30 pills | PILLS | 30",
                "shaking for 7 mins | MINUTES | 7",
            })
    void aNumberIsWhatTheWordsBesideItSay(String text, Quantity quantity, double value) {
        assertThat(in(text)).anySatisfy(measure -> {
            assertThat(measure.quantity()).isEqualTo(quantity);
            assertThat(measure.value()).isCloseTo(value, within(0.01));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my appointment is 12/25",
                "call me at 555-0144",
                "50 a month on the balance",
                "weight 182.5 lbs",
                "the cough lasted 6 weeks",
                "temp 1013",
                "lisinopril 20 mg",
                "room 39.4.2",
            })
    void otherNumbersMeasureNothing(String text) {
        assertThat(in(text)).isEmpty();
    }
}
