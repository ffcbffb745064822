package org.carepromise.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** Everything that is logged while it is open: message, context and stack traces as they would be printed. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");

    private CapturedLog() {}

    public static CapturedLog open() {
        var log = new CapturedLog();
        log.root.addHandler(log);
        return log;
    }

    /** All lines as one text. */
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void publish(LogRecord entry) {
        var text = new StringWriter();
        text.append(entry.getLevel() + " " + entry.getLoggerName() + " ");
        if (entry instanceof ExtLogRecord full) {
            text.append(full.getFormattedMessage() + " " + full.getMdcCopy());
        } else {
            text.append(entry.getMessage());
        }
        if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(new PrintWriter(text));
        }
        lines.add(text.toString());
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
