package org.carepromise.launcher;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a database server again that died, as {@link Fleet} does with its children. The server is no child of this process. */
final class DatabaseWatch implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final EmbeddedDatabase database;
    private final Consumer<String> says;
    private final RestartLimit limit = RestartLimit.fiveInAMinute();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "database-watch");

    private DatabaseWatch(EmbeddedDatabase database, Consumer<String> says) {
        this.database = database;
        this.says = says;
        thread.setDaemon(true);
    }

    static DatabaseWatch over(EmbeddedDatabase database, Consumer<String> says) {
        DatabaseWatch watch = new DatabaseWatch(database, says);
        watch.thread.start();
        return watch;
    }

    private void look() {
        try {
            while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!database.isRunning() && !closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    startAgain();
                }
            }
        } catch (CannotStart e) {
            says.accept("PostgreSQL is not started again: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() {
        if (!limit.allowsOneMore(Clock.systemUTC().instant())) {
            throw new CannotStart("it died after " + limit);
        }
        says.accept("PostgreSQL died and is started again");
        database.startAgain();
    }

    /** Whoever closes it finds the server as it will stay: a start that has begun is waited for. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
