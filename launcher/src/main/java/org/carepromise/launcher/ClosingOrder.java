package org.carepromise.launcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Closes what was started, last started first, when it is closed itself or when the JVM ends (Ctrl-C, SIGTERM). One hook for all:
 * the JVM runs hooks side by side, and a database must not stop before the services that use it.
 */
public final class ClosingOrder implements AutoCloseable {

    /** What is just starting gets this long before it is interrupted: long enough to make a database's files. */
    private static final Duration MAY_FINISH_STARTING = Duration.ofSeconds(4);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock starting = new ReentrantLock();
    private volatile Thread starter;

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
    public <T extends AutoCloseable> T start(Supplier<T> way) {
        starting.lock();
        try {
            if (isClosing()) {
                throw new IllegalStateException("stopping");
            }
            starter = Thread.currentThread();
            T closeable = way.get();
            started.push(closeable);
            return closeable;
        } finally {
            starter = null;
            starting.unlock();
        }
    }

    /** From the first call of {@link #close()} on. */
    public boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** True as soon as closing begins, false if it doesn't in that time. */
    boolean isClosingWithin(Duration time) throws InterruptedException {
        return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure to close one is told and does not keep the others open. */
    @Override
    public void close() {
        closing.countDown();
        waitForStarter();
        try {
            while (!started.isEmpty()) {
                closeOne(started.pop());
            }
        } finally {
            starting.unlock();
        }
    }

    private void waitForStarter() {
        try {
            if (starting.tryLock(MAY_FINISH_STARTING.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            Thread late = starter;
            if (late != null) {
                late.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        starting.lock();
    }

    private static void closeOne(AutoCloseable next) {
        try {
            next.close();
        } catch (Exception e) {
            System.err.println("did not stop cleanly: " + e.getMessage());
        }
    }
}
