package org.carepromise.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each load reached in each round, and the table of it. */
final class Results {

    private static final String YARDSTICK = "pgbench";

    private final Map<Line, List<Measured>> rounds = new LinkedHashMap<>();

    private record Line(String load, int clients) {}

    void add(String load, int clients, Measured measured) {
        rounds.computeIfAbsent(new Line(load, clients), first -> new ArrayList<>())
                .add(measured);
    }

    long booked() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .mapToLong(Measured::booked)
                .sum();
    }

    boolean nothingRefused() {
        return rounds.values().stream().flatMap(List::stream).allMatch(each -> each.refused()
                .isEmpty());
    }

    /** In milliseconds, of the load that took longest. */
    double slowestMedian() {
        return rounds.values().stream()
                .mapToDouble(each -> Measured.together(each).millis(0.5))
                .max()
                .orElse(Double.NaN);
    }

    /** Markdown: rates are medians over the rounds, latencies are over all bookings of all rounds. */
    String table() {
        var table = new StringBuilder(
                """
                | what | clients | rate/s | lowest–highest | p50 ms | p95 ms | p99 ms | max ms | refused | of pgbench |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
        rounds.forEach((line, measured) -> table.append(row(line, measured)));
        return table.toString();
    }

    private String row(Line line, List<Measured> measured) {
        var all = Measured.together(measured);
        var rates = measured.stream().map(Measured::perSecond).sorted().toList();
        var yardstick = rounds.get(new Line(YARDSTICK, line.clients()));
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f–%.0f | %.1f | %.1f | %.1f | %.1f | %s | %s |%n",
                line.load(),
                line.clients(),
                median(measured),
                rates.get(0),
                rates.get(rates.size() - 1),
                all.millis(0.5),
                all.millis(0.95),
                all.millis(0.99),
                all.millis(1),
                all.refused().isEmpty() ? "0" : all.refused(),
                yardstick == null
                        ? "–"
                        : String.format(Locale.ROOT, "%.0f%%", 100 * median(measured) / median(yardstick)));
    }

    private static double median(List<Measured> rounds) {
        var rates = rounds.stream()
                .map(Measured::perSecond)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = rates.size() / 2;
        return rates.size() % 2 == 1 ? rates.get(middle) : (rates.get(middle - 1) + rates.get(middle)) / 2;
    }
}
