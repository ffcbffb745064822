package org.carepromise.kit.id;

import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdTypeTest {

    private static final IdType APPOINTMENT = new IdType("appt");
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    @Test
    void whatIsPrintedIsReadBack() {
        var random = new SplittableRandom(20_261_123);
        for (int i = 0; i < 1_000; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            assertThat(APPOINTMENT.parse(APPOINTMENT.format(id))).contains(id);
        }
    }

    @Test
    void idsSortByTheTimeOfTheirMakingAsBytesAndAsText() {
        var random = new SplittableRandom(20_261_123);
        var at = Instant.parse("2026-11-23T14:00:00Z");
        var made = new ArrayList<UUID>();
        for (int i = 0; i < 1_000; i++) {
            made.add(IdType.next(at));
            at = at.plusMillis(1 + random.nextInt(1_000_000_000));
        }
        assertThat(made.stream().map(UUID::toString)).isSorted();
        assertThat(made.stream().map(APPOINTMENT::format)).isSorted();
    }

    @Test
    void anIdIsAVersion7UuidOfItsInstant() {
        var at = Instant.parse("2026-11-23T14:00:00.123Z");
        var id = IdType.next(at);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
    }

    @Test
    void aThousandIdsOfOneInstantDiffer() {
        var at = Instant.parse("2026-11-23T14:00:00Z");
        assertThat(java.util.stream.Stream.generate(() -> IdType.next(at)).limit(1_000))
                .doesNotHaveDuplicates();
    }

    @Test
    void noOtherSpellingOfAnIdIsRead() {
        var random = new SplittableRandom(20_261_123);
        for (int i = 0; i < 1_000; i++) {
            var text = APPOINTMENT.format(new UUID(random.nextLong(), random.nextLong()));
            int at = "appt_".length() + random.nextInt(26);
            var odd = text.substring(0, at) + oddSpelling(text.charAt(at), random) + text.substring(at + 1);
            assertThat(APPOINTMENT.parse(odd)).as(odd).isEmpty();
        }
    }

    private static char oddSpelling(char digit, SplittableRandom random) {
        return switch (digit) {
            case '0' -> random.nextBoolean() ? 'o' : 'O';
            case '1' -> "iIlL".charAt(random.nextInt(4));
            default -> Character.isLetter(digit) ? Character.toUpperCase(digit) : "uU_-!é".charAt(random.nextInt(6));
        };
    }

    @Test
    void anotherDigitIsAnotherId() {
        var random = new SplittableRandom(20_261_123);
        for (int i = 0; i < 1_000; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            var text = new StringBuilder(APPOINTMENT.format(id));
            text.setCharAt("appt_".length() + 1 + random.nextInt(25), DIGITS.charAt(random.nextInt(32)));
            var read = APPOINTMENT.parse(text.toString());
            assertThat(read).isPresent();
            assertThat(read.get().equals(id)).isEqualTo(text.toString().equals(APPOINTMENT.format(id)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "appt_",
                "01kat3v0000000000000000000",
                "prov_01kat3v0000000000000000000",
                "APPT_01kat3v0000000000000000000",
                "appt-01kat3v0000000000000000000",
                "appt_01kat3v000000000000000000",
                "appt_01kat3v00000000000000000000",
                " appt_01kat3v0000000000000000000",
                "appt_81kat3v0000000000000000000",
                "appt_zzzzzzzzzzzzzzzzzzzzzzzzzz"
            })
    void whatIsNoneOfThisKindIsRefused(String text) {
        assertThat(APPOINTMENT.parse(text)).isEmpty();
    }

    @Test
    void nullIsNoId() {
        assertThat(APPOINTMENT.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Appt", "appt_", "appointments", "ap1"})
    void aPrefixIsTwoToEightLowerCaseLetters(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdType(prefix));
    }
}
