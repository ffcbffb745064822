package org.carepromise.triage;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpellingTest {

    private static final Vocabulary VOCABULARY =
            new Vocabulary(RuleSet.bundled().concepts());
    private static final Spelling SPELLING = new Spelling(VOCABULARY, VOCABULARY.words());

    private static String putRight(String word) {
        return SPELLING.putRight(Words.of(word)).get(0).word();
    }

    @ParameterizedTest
    @CsvSource({
        "brething, breathing",
        "breahting, breathing",
        "stomache, stomach",
        "warfrin, warfarin",
        "siezure, seizure",
        "unconcious, unconscious",
        "hemoragia, hemorragia",
        "desmallo, desmayo",
        "tounge, tounge",
    })
    void aLetterOrTwoAreForgiven(String wrong, String right) {
        var word = putRight(wrong);
        assertThat(word.equals(right) || right.startsWith(word)).as(word).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "bill", "stoke", "chess", "bread", "drying", "flood", "restrictions", "planning"})
    void wordsThatLookLikeASignStayWhatTheyAre(String word) {
        assertThat(putRight(word)).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chst", "pian", "zhest", "qwertyui", "12345"})
    void shortWordsOtherBeginningsAndNumbersAreLeftAlone(String word) {
        assertThat(putRight(word)).isEqualTo(word);
    }

    @Test
    void distanceCountsASwapAsOne() {
        assertThat(Spelling.distance("chest", "chest")).isZero();
        assertThat(Spelling.distance("cheest", "chst")).isEqualTo(2);
        assertThat(Spelling.distance("hcest", "chest")).isEqualTo(1);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void whatIsPutRightIsNeverFartherThanAllowed() {
        var letters = "abcdefghijklmnopqrstuvwxyz";
        Seeded.cases(3_000, random -> {
            var word = word(random, letters);
            var right = putRight(word);
            int most = word.length() < 8 ? 1 : 2;
            assertThat(Spelling.distance(Words.of(word).get(0).word(), right))
                    .as(word + " " + right)
                    .isLessThanOrEqualTo(most);
        });
    }

    private static String word(SplittableRandom random, String letters) {
        var known = List.of("breathing", "chest", "seizure", "bleeding", "embarazada", "dificultad", "swollen");
        var word = new StringBuilder(known.get(random.nextInt(known.size())));
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            word.setCharAt(random.nextInt(word.length()), letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
