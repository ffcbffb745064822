package org.carepromise.kit.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Cuts the tokens of links from every line before it is written. Our own code logs no address at all; the platform does,
 * where a request fails outside our pipeline, and whoever switches access logs on does.
 */
@LoggingFilter(name = "link-tokens")
public final class LinkTokensInLogs implements Filter {

    /** Always: lines lose their tokens, none is lost. */
    @Override
    public boolean isLoggable(LogRecord line) {
        cutMessage(line);
        cutThrown(line);
        return true;
    }

    private static void cutMessage(LogRecord line) {
        if (line instanceof ExtLogRecord full) {
            var text = full.getFormattedMessage();
            var cut = LinkTokens.cut(text);
            if (cut != text) {
                full.setMessage(cut, ExtLogRecord.FormatStyle.NO_FORMAT);
                full.setParameters(null);
            }
        } else {
            line.setMessage(LinkTokens.cut(line.getMessage()));
        }
    }

    private static void cutThrown(LogRecord line) {
        if (line.getThrown() == null) {
            return;
        }
        var trace = new StringWriter();
        line.getThrown().printStackTrace(new PrintWriter(trace));
        var text = trace.toString();
        var cut = LinkTokens.cut(text);
        if (cut != text) {
            line.setThrown(new Cut(cut));
        }
    }

    /** Stands for a failure whose text had a token in it: its trace is its message. */
    private static final class Cut extends Throwable {

        Cut(String trace) {
            super(trace, null, false, false);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
