package org.carepromise.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.carepromise.bench.StatementLog.Statement;

/**
 * A transaction as pgbench sends it: the statements that the service was heard sending, in the same order and as far as
 * pgbench can in the same batches, with an expression wherever a value differs from one to the next. {@code :n} is a number
 * of 19 digits that each has of its own.
 */
final class PgbenchScript {

    static final String NUMBER = ":n::text";

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    static final Pattern ID = Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern VARIABLE = Pattern.compile(":[A-Za-z_]");

    private PgbenchScript() {}

    /**
     * @param values what was heard, and the expression for it
     * @param parts of longer values that were heard, and what stands there instead, before the number
     */
    record Differences(Map<String, String> values, Map<String, String> parts) {}

    /** Whether the service waits for the answer, and what pgbench does instead of going on in the batch; else empty. */
    interface Pauses {

        Optional<String> after(String sql);
    }

    static String of(String setUp, List<Statement> statements, Differences differences, Pauses pauses) {
        var script = new StringBuilder("\\set n random(1000000000000000000, 9000000000000000000)\n")
                .append(setUp)
                .append("\\startpipeline\n");
        for (var statement : statements) {
            var sql = withVariables(statement, differences);
            script.append(pauses.after(sql).orElse(sql + ";\n"));
        }
        return script.append("\\endpipeline\n").toString();
    }

    private static String withVariables(Statement statement, Differences differences) {
        return PARAMETER.matcher(statement.sql()).replaceAll(parameter -> {
            var value = statement.parameters().get(Integer.parseInt(parameter.group(1)) - 1);
            return Matcher.quoteReplacement(expression(value, differences));
        });
    }

    private static String expression(Optional<String> value, Differences differences) {
        if (value.isEmpty()) {
            return "NULL";
        }
        var text = value.get();
        if (differences.values().containsKey(text)) {
            return differences.values().get(text);
        }
        var pieces = pieces(text, differences.parts());
        if (pieces.size() > 1) {
            // in parentheses: what casts the parameter casts the whole
            return "(" + String.join(" || ", pieces) + ")" + type(text);
        }
        return literal(text);
    }

    private static List<String> pieces(String text, Map<String, String> parts) {
        for (var part : parts.entrySet()) {
            int at = text.indexOf(part.getKey());
            if (at >= 0) {
                return Stream.of(
                                pieces(text.substring(0, at), parts),
                                List.of("'" + part.getValue() + "'", NUMBER),
                                pieces(text.substring(at + part.getKey().length()), parts))
                        .flatMap(List::stream)
                        .toList();
            }
        }
        return List.of(literal(text));
    }

    /** PostgreSQL takes the type of a literal from where it stands, but not that of an expression. */
    private static String type(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return ID.matcher(text).matches() ? "::uuid" : "";
        }
        if (text.startsWith("{\"")) {
            return "::jsonb";
        }
        return ID.matcher(text.substring(1).split("[,}]")[0]).matches() ? "::uuid[]" : "::text[]";
    }

    /** pgbench looks for its variables in quotes too: a colon that could begin one is written as an escape. */
    private static String literal(String text) {
        var quoted = "'" + text.replace("'", "''") + "'";
        return VARIABLE.matcher(text).find()
                ? "U&" + quoted.replace("\\", "\\\\").replace(":", "\\003A")
                : quoted;
    }
}
