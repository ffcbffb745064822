package org.carepromise.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.carepromise.bench.PgbenchScript.Differences;
import org.carepromise.bench.StatementLog.Statement;

/** A request for a callback as pgbench sends it, each of another patient. */
final class CallbackScript {

    /** The last of those that read what the decision depends on. */
    private static final String READS_FACTS = "min(created_at)";

    private static final int DIGITS_OF_NUMBER = 19;
    /** With the number behind it as long as an id. */
    private static final long FIRST_ID = 0x19b0000000000L;
    /** Ids as the API has them, patients and keys of the bench, and hashes of persons and numbers. */
    private static final Pattern TEXT = Pattern.compile(
            "\\b[a-z]+_[0-9a-hjkmnp-tv-z]{26}\\b|\\bbench-[0-9a-f-]{36}|(?<![\\\\\\w/+-])[\\w/+-]{43}(?![\\w/+-])");

    private CallbackScript() {}

    /** @param statements of the transaction of one request */
    static String of(List<Statement> statements) {
        var parts = new LinkedHashMap<String, String>();
        for (var statement : statements) {
            for (var parameter : statement.parameters()) {
                parameter.ifPresent(text -> collect(text, parts));
            }
        }
        return PgbenchScript.of("", statements, new Differences(Map.of(), parts), CallbackScript::afterFacts);
    }

    /** Ids and hashes are another's in each request: as long as those heard, and the same wherever they stand. */
    private static void collect(String text, Map<String, String> parts) {
        PgbenchScript.ID
                .matcher(TEXT.matcher(text).replaceAll(""))
                .results()
                .filter(id -> UUID.fromString(id.group()).version() > 0)
                .forEach(id -> parts.computeIfAbsent(id.group(), heard -> "%013x".formatted(FIRST_ID + parts.size())));
        TEXT.matcher(text).results().forEach(part -> parts.computeIfAbsent(part.group(), CallbackScript::prefix));
    }

    private static String prefix(String heard) {
        return heard.substring(0, heard.length() - DIGITS_OF_NUMBER);
    }

    private static Optional<String> afterFacts(String sql) {
        return sql.contains(READS_FACTS) ? Optional.of(sql + ";\n\\endpipeline\n\\startpipeline\n") : Optional.empty();
    }
}
