package org.carepromise.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What {@code bench/run booking} is told.
 *
 * @param stretch how long each load books with many clients; with one it books half as long
 * @param warmUp before the first round, through the gateway and so through the service too
 * @param hotSlot whether all want the same slot
 * @param statements whether to print what each statement takes in PostgreSQL, which costs some percent of the rate
 */
record Options(Duration stretch, int rounds, Duration warmUp, boolean hotSlot, boolean statements) {

    private static final int MOST_SECONDS = 120;
    private static final int MOST_ROUNDS = 20;

    /** @throws IllegalArgumentException one line that names the wrong word */
    static Options of(String... words) {
        int seconds = 8;
        int rounds = 3;
        int warmUp = 15;
        var hotSlot = false;
        var statements = false;
        var left = new ArrayDeque<>(List.of(words));
        while (!left.isEmpty()) {
            var word = left.pop();
            switch (word) {
                case "--seconds" -> seconds = number(word, left.poll(), MOST_SECONDS);
                case "--rounds" -> rounds = number(word, left.poll(), MOST_ROUNDS);
                case "--warm-up" -> warmUp = number(word, left.poll(), MOST_SECONDS);
                case "--hot-slot" -> hotSlot = true;
                case "--statements" -> statements = true;
                default -> throw new IllegalArgumentException("unknown option " + word);
            }
        }
        return new Options(Duration.ofSeconds(seconds), rounds, Duration.ofSeconds(warmUp), hotSlot, statements);
    }

    private static int number(String option, String text, int most) {
        if (text == null || !text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(option + " takes a number from 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
