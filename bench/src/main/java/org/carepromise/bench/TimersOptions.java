package org.carepromise.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What {@code bench/run timers} is told.
 *
 * @param pending how many timers wait for a later time, on each side
 * @param rate how many fall due a second in the steady stretch
 * @param stretch how long that is
 * @param herd how many fall due at one instant
 * @param rounds how often both sides go through both
 */
record TimersOptions(int pending, int rate, Duration stretch, int herd, int rounds) {

    /** @throws IllegalArgumentException one line that names the wrong word */
    static TimersOptions of(String... words) {
        int pending = 1_000_000;
        int rate = 500;
        int seconds = 30;
        int herd = 20_000;
        int rounds = 2;
        var left = new ArrayDeque<>(List.of(words));
        while (!left.isEmpty()) {
            var word = left.pop();
            switch (word) {
                case "--pending" -> pending = number(word, left.poll(), 5_000_000);
                case "--rate" -> rate = number(word, left.poll(), 5_000);
                case "--seconds" -> seconds = number(word, left.poll(), 120);
                case "--herd" -> herd = number(word, left.poll(), 100_000);
                case "--rounds" -> rounds = number(word, left.poll(), 5);
                default -> throw new IllegalArgumentException("unknown option " + word);
            }
        }
        return new TimersOptions(pending, rate, Duration.ofSeconds(seconds), herd, rounds);
    }

    private static int number(String option, String text, int most) {
        if (text == null || !text.matches("\\d{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(option + " takes a number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
