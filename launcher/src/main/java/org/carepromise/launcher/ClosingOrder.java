package org.carepromise.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Closes what was started, last started first, when it is closed itself or when the JVM ends (Ctrl-C, SIGTERM). One hook for all:
 * the JVM runs hooks side by side, and a database must not stop before the services that use it.
 */
public final class ClosingOrder implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean closing;

    private ClosingOrder() {}

    /** Closes when it is told to, and not by itself. */
    static ClosingOrder create() {
        return new ClosingOrder();
    }

    public static ClosingOrder atExitToo() {
        ClosingOrder order = create();
        Runtime.getRuntime().addShutdownHook(new Thread(order::close, "closing-order"));
        return order;
    }

    /**
     * Starts and remembers in one go: a Ctrl-C in between waits, so that nothing is left running.
     *
     * @return what was started
     * @throws IllegalStateException if all is being closed already
     */
    public synchronized <T extends AutoCloseable> T start(Supplier<T> starter) {
        if (closing) {
            throw new IllegalStateException("stopping");
        }
        T closeable = starter.get();
        started.push(closeable);
        return closeable;
    }

    /** From the first call of {@link #close()} on. */
    public boolean isClosing() {
        return closing;
    }

    synchronized boolean isEmpty() {
        return started.isEmpty();
    }

    /** A failure to close one is told and does not keep the others open. */
    @Override
    public void close() {
        closing = true;
        closeAll();
    }

    private synchronized void closeAll() {
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
