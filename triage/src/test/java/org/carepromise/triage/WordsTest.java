package org.carepromise.triage;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Words are folded, and remember where they stand. */
class WordsTest {

    private static List<String> words(String text) {
        return Words.of(text).stream().map(Token::word).toList();
    }

    @Test
    void caseAccentsApostrophesAndInvisibleCharactersDoNotMatter() {
        assertThat(words("CAN’T can't cant Can not cannot")).containsOnly("cant");
        assertThat(words("Niño nin\u0303o NIÑO ni\u200dno")).containsOnly("nino");
        assertThat(words("ﬁne ｆｉｎｅ")).containsOnly("fine");
    }

    @Test
    void aStopKeepsWordsApart() {
        assertThat(words("We can. Not now")).containsExactly("we", "can", "not", "now");
    }

    @Test
    void aPointInsideANumberEndsNoClause() {
        assertThat(Words.of("103.1 or 38,6").get(2).clause()).isZero();
        assertThat(words("103.1, 38,6. 120/80")).containsExactly("103.1", "38,6", "120/80");
        assertThat(Words.of("Room 103. Or 38").get(2).clause()).isOne();
    }

    @Test
    void aLetterThreeTimesStandsForOne() {
        assertThat(words("sooo baaad 1000")).containsExactly("so", "bad", "1000");
    }

    @Test
    void aSentenceHasClausesButNoCommaEndsIt() {
        var words = Words.of("My chest, it hurts. Thanks");

        assertThat(words.get(2).clause()).isEqualTo(1);
        assertThat(words.get(2).sentence()).isZero();
        assertThat(words.get(4).sentence()).isEqualTo(1);
    }

    @Test
    void anAccentAtTheEndBelongsToItsWord() {
        var text = "cayo\u0301 hoy";
        var first = Words.of(text).get(0);

        assertThat(text.substring(first.startInclusive(), first.endExclusive())).isEqualTo("cayo\u0301");
    }
}
