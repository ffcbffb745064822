package org.carepromise.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks for statements that ask the database what time it is: time is a parameter, or a test clock does not reach them.
 */
public final class SqlClock {

    private static final Pattern CLOCK = Pattern.compile(
            "(?i)(?<![\\w.])(now\\(\\)|(clock|statement|transaction)_timestamp\\(\\)|current_(timestamp|date|time)\\b"
                    + "|local(timestamp|time)\\b|timeofday\\(\\)|'(now|today|tomorrow|yesterday)')");
    private static final Pattern JAVA_TEXT = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"");
    private static final Pattern JAVA_COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern SQL_COMMENT = Pattern.compile("(?m)--.*$");

    private SqlClock() {}

    /** @throws AssertionError naming each place in a module's sources and migrations */
    public static void assertNotAsked(Path module) {
        var found = new ArrayList<String>();
        try (var files = Files.walk(module.resolve("src/main"))) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                in(file.toString(), Files.readString(file)).forEach(found::add);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (!found.isEmpty()) {
            throw new AssertionError("SQL gets its time as a parameter:\n" + String.join("\n", found));
        }
    }

    static List<String> in(String file, String content) {
        var found = new ArrayList<String>();
        if (file.endsWith(".sql")) {
            var matcher = CLOCK.matcher(SQL_COMMENT.matcher(content).replaceAll(""));
            while (matcher.find()) {
                found.add(file + ": " + matcher.group());
            }
        } else if (file.endsWith(".java")) {
            var texts = JAVA_TEXT.matcher(JAVA_COMMENT.matcher(content).replaceAll(""));
            while (texts.find()) {
                var matcher = CLOCK.matcher(texts.group());
                while (matcher.find()) {
                    found.add(file + ": " + matcher.group());
                }
            }
        }
        return found;
    }
}
