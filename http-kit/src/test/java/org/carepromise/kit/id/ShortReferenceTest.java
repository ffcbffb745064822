package org.carepromise.kit.id;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShortReferenceTest {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** The example of the GRid standard (IFPI, 2.1): A1-2425G-ABC1234002-M. */
    @Test
    void theCheckIsIso7064Mod37And36() {
        assertThat(ShortReference.check("A12425GABC1234002")).isEqualTo('M');
    }

    @Test
    void noReferenceShowsALetterThatCanBeMisheard() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(ShortReference.next()).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}");
        }
    }

    @Test
    void everySingleWrongCharacterIsNoticed() {
        for (int i = 0; i < 300; i++) {
            var reference = ShortReference.next().replace("-", "");
            for (int at = 0; at < reference.length(); at++) {
                for (char wrong : DIGITS.toCharArray()) {
                    var typed = new StringBuilder(reference);
                    typed.setCharAt(at, wrong);
                    assertThat(ShortReference.parse(typed.toString()).isPresent())
                            .as("%s typed as %s", reference, typed)
                            .isEqualTo(reference.charAt(at) == wrong);
                }
            }
        }
    }

    @Test
    void everySwapOfNeighboursIsNoticed() {
        for (int i = 0; i < 3_000; i++) {
            var reference = ShortReference.next().replace("-", "");
            for (int at = 1; at < reference.length(); at++) {
                var typed = new StringBuilder(reference);
                typed.setCharAt(at - 1, reference.charAt(at));
                typed.setCharAt(at, reference.charAt(at - 1));
                assertThat(ShortReference.parse(typed.toString()).isPresent())
                        .as("%s typed as %s", reference, typed)
                        .isEqualTo(reference.charAt(at) == reference.charAt(at - 1));
            }
        }
    }

    /** After 18 (the I, which no reference shows, or 09 in two digits) the standard takes 01 for 10. */
    @Test
    void aReferenceWhoseSwapTheStandardMissesIsNotGivenOut() {
        var random = new SplittableRandom(20_261_123);
        int missed = 0;
        for (int i = 0; i < 100_000; i++) {
            var digits = new StringBuilder();
            for (int digit = 0; digit < 6; digit++) {
                digits.append(DIGITS.charAt(random.nextInt(32)));
            }
            digits.append(ShortReference.check(digits));
            missed += ShortReference.noticesEverySwap(digits) ? 0 : 1;
        }
        assertThat(missed).isBetween(500, 1_500);
    }

    @ParameterizedTest
    @CsvSource({
        "0101-010, O1O1-OlO",
        "0101-010, oioi oio",
        "0101-010, 0L0L0L0",
        "0101-010, ' 0101 010 '",
        "0101-010, 0-1-0-1-0-1-0"
    })
    void whatPeopleTypeIsReadAsItWasMeant(String meant, String typed) {
        char check = ShortReference.check("010101");
        var spelt = typed.stripTrailing().replaceFirst("[0oO]( ?)'?$", check + "");
        assertThat(ShortReference.parse(spelt)).contains(meant.substring(0, 7) + check);
    }

    @Test
    void lowerCaseIsRead() {
        for (int i = 0; i < 1_000; i++) {
            var reference = ShortReference.next();
            assertThat(ShortReference.parse(reference.toLowerCase())).contains(reference);
            assertThat(ShortReference.parse(reference.replace("-", ""))).contains(reference);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "7F4K-2Q", "7F4K-2Q77", "7F4K_2Q7", "7F4U-2Q7", "７F4K-2Q7", "7F4K-2Q\u0000"})
    void whatIsNoReferenceIsRefused(String typed) {
        assertThat(ShortReference.parse(typed)).isEmpty();
    }
}
