package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Who is called next, and the attempts. */
@ApplicationScoped
class QueueStore {

    // The hours are those of CallingHoursPlan. A row that another agent takes at this moment is passed over.
    private static final String NEXT =
            """
            SELECT * FROM callback
             WHERE site_id = $1 AND state = '%s' AND skill = ANY ($2) AND language = ANY ($3) AND %s <= $4
               AND ($4::timestamptz AT TIME ZONE zone)::time >= '08:00'
               AND ($4::timestamptz AT TIME ZONE zone)::time < '21:00'
             ORDER BY %s, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private static final String NEXT_FIRST_ATTEMPT = NEXT.formatted("QUEUED", "release_at", "due_at");
    private static final String NEXT_RETRY = NEXT.formatted("RETRY_WAIT", "retry_at", "retry_at");

    private static final String INSERT_ATTEMPT =
            """
            INSERT INTO callback_attempt (callback_id, number, outcome, agent, started_at, reported_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private final CallbackStore callbacks;

    QueueStore(CallbackStore callbacks) {
        this.callbacks = callbacks;
    }

    /** @return the first attempt that is promised earliest, else the retry that is due longest; locked, or null */
    Uni<Callback> next(Tx tx, String site, Set<String> skills, Set<String> languages) {
        return next(tx, NEXT_FIRST_ATTEMPT, site, skills, languages)
                .flatMap(found -> found == null
                        ? next(tx, NEXT_RETRY, site, skills, languages)
                        : Uni.createFrom().item(found));
    }

    private Uni<Callback> next(Tx tx, String sql, String site, Set<String> skills, Set<String> languages) {
        return Sql.first(
                tx.reads(),
                callbacks::from,
                sql,
                site,
                skills.toArray(String[]::new),
                languages.toArray(String[]::new),
                tx.now());
    }

    /** @param held by the agent who reports */
    Uni<?> insertAttempt(Tx tx, Callback held, int number, AttemptOutcome outcome, Instant startedAt) {
        var lease = held.lease().orElseThrow();
        return tx.run(
                INSERT_ATTEMPT,
                held.id(),
                number,
                outcome.name(),
                lease.agent(),
                lease.claimedAt(),
                startedAt,
                tx.now());
    }
}
