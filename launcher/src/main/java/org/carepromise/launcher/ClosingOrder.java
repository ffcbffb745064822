package org.carepromise.launcher;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was started, last started first, when it is closed itself or when the JVM ends (Ctrl-C, SIGTERM). One hook for all:
 * the JVM runs hooks side by side, and a database must not stop before the services that use it.
 */
public final class ClosingOrder implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private ClosingOrder() {}

    public static ClosingOrder atExitToo() {
        ClosingOrder order = new ClosingOrder();
        Runtime.getRuntime().addShutdownHook(new Thread(order::close, "closing-order"));
        return order;
    }

    /** @return what was given, for use in the same statement */
    public synchronized <T extends AutoCloseable> T add(T closeable) {
        started.push(closeable);
        return closeable;
    }

    /** A failure to close one is told and does not keep the others open. */
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable next = started.pop();
            try {
                next.close();
            } catch (Exception e) {
                System.err.println("did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
