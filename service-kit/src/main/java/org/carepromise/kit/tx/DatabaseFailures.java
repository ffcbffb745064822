package org.carepromise.kit.tx;

import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import org.jboss.logging.Logger;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.KnownFailure;
import org.carepromise.kit.problem.Problem;

/**
 * What the database or its pool could not do in time is {@code busy}. Where the connection broke while committing, nobody
 * knows whether it happened: a client repeats the request under the same key.
 */
@ApplicationScoped
public class DatabaseFailures implements KnownFailure {

    private static final Logger LOG = Logger.getLogger(DatabaseFailures.class);
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final Set<String> BUSY = Set.of(
            SqlState.SERIALIZATION_FAILURE,
            SqlState.DEADLOCK,
            SqlState.LOCK_NOT_AVAILABLE,
            SqlState.QUERY_CANCELED,
            "53300" /* too many connections */,
            "57P01" /* administrator stops the server */,
            "57P03" /* the server is starting or stopping */,
            "25006" /* a standby: read-only */);

    @Override
    public Optional<Problem> problemOf(Throwable failure) {
        if (failure instanceof PgException refused) {
            // The message may quote a row; code and constraint may not.
            LOG.warnf("database refused: state %s, constraint %s", refused.getSqlState(), refused.getConstraint());
            if (SqlState.CHARACTER_NOT_STORABLE.equals(refused.getSqlState())) {
                return Optional.of(Problem.of(HttpProblem.REQUEST_INVALID, "A text holds a NUL character."));
            }
            return BUSY.contains(refused.getSqlState()) ? Optional.of(busy()) : Optional.empty();
        }
        if (failure instanceof DrawnTwice) {
            return Optional.of(busy());
        }
        // The pool says «no connection in time» and «queue full» with a bare throwable, and a lost one with IO trouble.
        if (failure instanceof NoStackTraceThrowable
                || failure instanceof SocketException
                || failure instanceof ClosedChannelException
                || failure instanceof VertxException) {
            LOG.warnf("database out of reach: %s", failure.getClass().getSimpleName());
            return Optional.of(busy());
        }
        return Optional.empty();
    }

    private static Problem busy() {
        return Problem.of(HttpProblem.BUSY).retryAfter(RETRY_AFTER_SECONDS);
    }
}
