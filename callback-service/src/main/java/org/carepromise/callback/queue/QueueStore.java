package org.carepromise.callback.queue;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.callback.request.Callback;
import org.carepromise.callback.request.CallbackStore;
import org.carepromise.callback.request.SitePool.Served;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

/** Who is called next, and the attempts. */
@ApplicationScoped
class QueueStore {

    // The hours are those of CallingHoursPlan. A row that another agent takes at this moment is passed over.
    private static final String ONE =
            """
            %s AS MATERIALIZED (
                SELECT * FROM callback
                 WHERE site_id = $1 AND %s
                   AND ($4::timestamptz AT TIME ZONE zone)::time >= '08:00'
                   AND ($4::timestamptz AT TIME ZONE zone)::time < '21:00'
                   %s
                 ORDER BY %s, id LIMIT 1 FOR UPDATE SKIP LOCKED)""";

    private static final String WAITS = "state IN ('QUEUED', 'RETRY_WAIT') AND coalesce(retry_at, release_at) <= $4";

    private static final String ANYBODYS =
            "skill = ANY ($2) AND language = ANY ($3) AND (assigned_until IS NULL OR assigned_until <= $4)";

    // Where the first one of the agent's pools stands in the queue: an agent whom few need does not begin with all
    // others.
    private static final String FROM_EARLIEST =
            """
            state = '%s' AND %s >= (
                       SELECT min(earliest.at)
                         FROM unnest($2::text[]) AS asked (skill) CROSS JOIN unnest($3::text[]) AS spoken (language)
                        CROSS JOIN LATERAL (
                              SELECT %2$s AS at FROM callback AS its
                               WHERE its.site_id = $1 AND its.skill = asked.skill AND its.language = spoken.language
                                 AND its.state = '%1$s'
                               ORDER BY %2$s LIMIT 1) AS earliest)""";

    // Each kind by an index of its own, and only where there is none of those before: a part that is not needed is not
    // begun.
    static final String NEXT = "WITH "
            + String.join(
                    ",\n",
                    ONE.formatted("given", "assigned_to = $5 AND assigned_until > $4 AND " + WAITS, "", "due_at"),
                    ONE.formatted(
                            "put_first",
                            ANYBODYS + " AND put_first_at IS NOT NULL AND " + WAITS,
                            noneOf("given"),
                            "put_first_at"),
                    ONE.formatted(
                            "first_attempt",
                            ANYBODYS + " AND release_at <= $4 AND " + FROM_EARLIEST.formatted("QUEUED", "due_at"),
                            noneOf("given", "put_first"),
                            "due_at"),
                    ONE.formatted(
                            "retry",
                            ANYBODYS + " AND retry_at <= $4 AND " + FROM_EARLIEST.formatted("RETRY_WAIT", "retry_at"),
                            noneOf("given", "put_first", "first_attempt"),
                            "retry_at"))
            + "\nSELECT * FROM given UNION ALL SELECT * FROM put_first UNION ALL SELECT * FROM first_attempt"
            + " UNION ALL SELECT * FROM retry";

    // To plan it takes ten times as long as to run it, and its plan does not depend on who asks.
    private static final String PLANNED_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan";

    private static final String NEXT_FIRST_ATTEMPT = "WITH "
            + ONE.formatted(
                    "first_attempt",
                    ANYBODYS + " AND release_at <= $4 AND " + FROM_EARLIEST.formatted("QUEUED", "due_at"),
                    "",
                    "due_at")
            + "\nSELECT * FROM first_attempt";

    private static final String INSERT_ATTEMPT =
            """
            INSERT INTO callback_attempt (callback_id, number, outcome, agent, claimed_at, started_at, reported_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private final CallbackStore callbacks;

    QueueStore(CallbackStore callbacks) {
        this.callbacks = callbacks;
    }

    /**
     * Whoever was given to this agent, whatever they can do; else whoever a supervisor put first, else the first attempt
     * that is promised earliest, else the retry that is due longest.
     *
     * @return locked, or null
     */
    Uni<Callback> next(Tx tx, String site, Set<String> skills, Set<String> languages, String agent) {
        return Uni.combine()
                .all()
                .unis(
                        Sql.run(tx.reads(), PLANNED_ONCE),
                        Sql.first(
                                tx.reads(),
                                callbacks::from,
                                NEXT,
                                site,
                                skills.toArray(String[]::new),
                                languages.toArray(String[]::new),
                                tx.now(),
                                agent))
                .with((set, next) -> next);
    }

    /** @return the first attempt of one pool that is promised earliest; locked, or null */
    Uni<Callback> nextFirstAttempt(Tx tx, String site, Served pool) {
        return Sql.first(
                tx.reads(),
                callbacks::from,
                NEXT_FIRST_ATTEMPT,
                site,
                new String[] {pool.skill()},
                new String[] {pool.language()},
                tx.now());
    }

    private static String noneOf(String... before) {
        return Stream.of(before)
                .map(each -> "AND NOT EXISTS (SELECT FROM " + each + ")")
                .collect(Collectors.joining(" "));
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
