package org.carepromise.kit.bulk;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/** Each file on its way, in either direction, occupies a thread: there are a few, and others come back in a moment. */
@Singleton
class FilesAtOnce {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Semaphore free;

    FilesAtOnce(BulkConfig config) {
        this.free = new Semaphore(config.filesAtOnce());
    }

    /** A file's turn; closing it twice frees it once. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /** @throws Problem {@code busy} */
    Turn take() {
        if (!free.tryAcquire()) {
            throw Problem.of(HttpProblem.BUSY, "As many files as may be are on their way.")
                    .retryAfter(RETRY_AFTER_SECONDS);
        }
        var closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                free.release();
            }
        };
    }
}
