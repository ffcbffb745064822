package org.carepromise.triage.evaluation;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.carepromise.triage.RuleSet;
import org.carepromise.triage.RuleSetText;
import org.carepromise.triage.Triage;

/** The command {@code triage/evaluate}. */
final class Evaluate {

    static final int HOLDS = 0;
    static final int MISSES = 1;
    static final int WRONG = 2;

    private final PrintStream out;
    private final Map<String, Label> labels = new HashMap<>();
    private final Map<String, String> where = new HashMap<>();
    private final List<String> files = new ArrayList<>();
    private String labelColumn = LabelledTable.PLAIN.labelColumn();
    private String rules;
    private boolean show;

    private Evaluate(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), out, System.err));
    }

    /** Whether the hard gates hold, or what is wrong with the options or a file. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            var command = new Evaluate(out);
            command.options(args.iterator());
            return command.measure() ? HOLDS : MISSES;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        } catch (CharacterCodingException e) {
            err.println("not UTF-8");
        } catch (IOException e) {
            err.println(e.getMessage());
        }
        return WRONG;
    }

    private void options(Iterator<String> words) {
        while (words.hasNext()) {
            var word = words.next();
            switch (word) {
                case "--label-column" -> labelColumn = value(word, words);
                case "--rules" -> rules = value(word, words);
                case "--show" -> show = true;
                case "--map" -> {
                    var pair = pair(word, words);
                    labels.put(pair[0], label(pair[1]));
                }
                case "--where" -> {
                    var pair = pair(word, words);
                    where.put(pair[0], pair[1]);
                }
                default -> {
                    check(!word.startsWith("-"), "unknown option " + word);
                    files.add(word);
                }
            }
        }
        check(files.size() <= 1, "one file at a time");
    }

    private static String value(String option, Iterator<String> words) {
        check(words.hasNext(), option + " needs a value");
        return words.next();
    }

    /** The last {@code =} parts them: what a table says may hold one, a label can't. */
    private static String[] pair(String option, Iterator<String> words) {
        var value = value(option, words);
        int parting = value.lastIndexOf('=');
        check(parting > 0, option + " needs two words with = between them, not " + value);
        return new String[] {value.substring(0, parting), value.substring(parting + 1)};
    }

    private static Label label(String name) {
        return Label.named(name).orElseThrow(() -> new IllegalArgumentException("no label: " + name));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private boolean measure() throws IOException {
        var table = new LabelledTable(labelColumn, labels, where);
        var messages = files.isEmpty() ? table.readBundled() : read(table, files.get(0));
        var evaluation = Evaluation.of(Triage.by(rules == null ? RuleSet.bundled() : ruleSet(rules)), messages);
        out.printf("rule set %s on %d messages%n", evaluation.ruleSetVersion(), messages.size());
        table("all", evaluation.confusion());
        evaluation.byLanguage().forEach(this::table);
        gates(evaluation.gates());
        missed(evaluation.missed(), messages);
        return evaluation.hardGatesHold();
    }

    private static List<Labelled> read(LabelledTable table, String name) throws IOException {
        try (var file = new FileInputStream(name)) {
            return table.read(file);
        }
    }

    private static RuleSet ruleSet(String name) throws IOException {
        try (var file = new FileInputStream(name)) {
            return RuleSetText.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void table(String heading, Confusion counts) {
        out.printf("%n%-12s%12s%12s%12s   decided%n", heading, Label.EMERGENCY, Label.URGENT, Label.ROUTINE);
        for (var labelled : Label.values()) {
            out.printf(
                    "%-12s%12d%12d%12d%n",
                    labelled,
                    counts.count(labelled, Label.EMERGENCY),
                    counts.count(labelled, Label.URGENT),
                    counts.count(labelled, Label.ROUTINE));
        }
    }

    private void gates(List<Gate> gates) {
        out.printf("%n%-28s%8s%18s%7s%10s%n", "gate", "value", "95%", "of", "bound");
        for (var gate : gates) {
            var goal = gate.goal();
            out.printf("%-28s%s%10s   %s%n", words(goal), figures(gate), bound(goal), verdict(gate));
        }
    }

    private static String figures(Gate gate) {
        return gate.measured()
                .map(measured -> String.format(
                        Locale.ROOT,
                        "%8.3f%9.3f to %.3f%7d",
                        measured.value(),
                        measured.interval().low(),
                        measured.interval().high(),
                        measured.messages()))
                .orElse(String.format("%8s%18s%7d", "none", "", 0));
    }

    private static String bound(Gate.Goal goal) {
        return String.format(Locale.ROOT, "%s %.2f", goal.isAtMost() ? "<=" : ">=", goal.bound());
    }

    private static String verdict(Gate gate) {
        var verdict = gate.measured().isEmpty() ? "not measured" : gate.holds() ? "holds" : "missed";
        return verdict
                + (gate.goal().isHard() ? ", hard" : "")
                + gate.measured()
                        .flatMap(Gate.Measured::in)
                        .map(in -> ", in " + words(in))
                        .orElse("");
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void missed(List<Outcome> missed, List<Labelled> messages) {
        var texts = messages.stream().collect(Collectors.toMap(Labelled::id, Function.identity()));
        Label labelled = null;
        Label decided = null;
        for (var outcome : missed) {
            if (outcome.labelled() != labelled || outcome.decided() != decided) {
                labelled = outcome.labelled();
                decided = outcome.decided();
                out.printf("%n%s decided %s%n", labelled, decided);
            }
            out.printf("  %-12s%s%n", outcome.id(), words(outcome.reason()));
            if (show) {
                texts.get(outcome.id()).text().lines().forEach(line -> out.println("      " + line));
            }
        }
    }
}
