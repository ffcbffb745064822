package org.carepromise.kit.paging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CursorTest {

    private static final List<?> LIST = Arrays.asList("appointments", "springfield", null);

    @Test
    void theKeysOfTheLastRowComeBack() {
        var at = Instant.parse("2026-11-23T14:00:00.123456Z");
        var id = UUID.randomUUID();
        assertThat(Cursor.read(Cursor.after(LIST, at, id), LIST, 2)).contains(List.of(at.toString(), id.toString()));
    }

    @Test
    void anyTextIsAKeyAndACursorFitsIntoAUrl() {
        var key = "Zoë \"O'Brien\", \\ 中 %&=+/?#";
        var cursor = Cursor.after(LIST, key);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.read(cursor, LIST, 1)).contains(List.of(key));
    }

    @Test
    void withoutACursorTheListBegins() {
        assertThat(Cursor.read(null, LIST, 2)).isEmpty();
    }

    @Test
    void aCursorOfAnotherListOrFilterIsRefused() {
        var cursor = Cursor.after(LIST, "a", "b");
        assertRefused(cursor, Arrays.asList("providers", "springfield", null), 2);
        assertRefused(cursor, Arrays.asList("appointments", "chatham", null), 2);
        assertRefused(cursor, Arrays.asList("appointments", null, "springfield"), 2);
        assertRefused(cursor, Arrays.asList("appointments", "springfield"), 2);
        assertRefused(cursor, List.of(), 2);
    }

    @Test
    void filtersThatReadAlikeWhenJoinedAreNotTakenForEachOther() {
        var cursor = Cursor.after(List.of("a, b", "c"), "1");
        assertRefused(cursor, List.of("a", "b, c"), 1);
        assertRefused(Cursor.after(Arrays.asList("x", null), "1"), List.of("x", "null"), 1);
    }

    @Test
    void aCursorWithAnotherNumberOfKeysIsRefused() {
        assertRefused(Cursor.after(LIST, "a"), LIST, 2);
        assertRefused(Cursor.after(LIST, "a", "b", "c"), LIST, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "====", "%00", "é", "AAAA", "bnVsbA", "e30", "W10"})
    void garbageIsRefused(String cursor) {
        assertRefused(cursor, LIST, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[null,\"b\"]", "[{},\"b\"]", "[\"a\",\"b\"", "[[\"a\"],\"b\"]", "\"a\"", ""})
    void theRightMarkBeforeSomethingElseIsRefused(String keys) {
        var ours = new String(Base64.getUrlDecoder().decode(Cursor.after(LIST, "a", "b")), StandardCharsets.UTF_8);
        var forged = ours.substring(0, ours.indexOf('[')) + keys;
        assertRefused(
                Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8)),
                LIST,
                2);
    }

    @Test
    void keysOfAnotherTypeAreRefused() {
        var forged = Cursor.after(LIST, "yesterday", "b");
        for (Function<List<String>, ?> from : List.<Function<List<String>, ?>>of(
                keys -> Instant.parse(keys.get(0)),
                keys -> Long.valueOf(keys.get(0)),
                keys -> UUID.fromString(keys.get(0)))) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> Cursor.read(forged, LIST, 2, from))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(HttpProblem.CURSOR_INVALID));
        }
        assertThat(Cursor.read(Cursor.after(LIST, 7, "b"), LIST, 2, keys -> Long.valueOf(keys.get(0))))
                .contains(7L);
        assertThat(Cursor.read(null, LIST, 2, keys -> 1)).isEmpty();
    }

    @Test
    void aThousandRandomCursorsAreRefused() {
        var random = new SplittableRandom(20_261_123);
        for (int i = 0; i < 1_000; i++) {
            var bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), LIST, 2);
        }
    }

    private static void assertRefused(String cursor, List<?> filters, int keys) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Cursor.read(cursor, filters, keys))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(HttpProblem.CURSOR_INVALID));
    }
}
