package org.carepromise.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last few lines of a log file. */
record LogTail(List<String> lines) {

    private static final int LINES = 8;

    static LogTail of(Path log) {
        try {
            List<String> all = Files.readAllLines(log);
            return new LogTail(List.copyOf(all.subList(Math.max(0, all.size() - LINES), all.size())));
        } catch (IOException none) {
            return new LogTail(List.of());
        }
    }

    boolean has(String words) {
        return lines.stream().anyMatch(line -> line.contains(words));
    }

    /** The last line that gives a reason: the very last one is often only a farewell. */
    String reason() {
        String last = "it said nothing";
        String reason = null;
        for (String line : lines) {
            last = line.strip();
            if (line.contains("FATAL:") || line.contains("error:")) {
                reason = last;
            }
        }
        return reason == null ? last : reason;
    }
}
