package org.carepromise.kit.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.carepromise.kit.event.EventJson;
import org.carepromise.kit.event.NumberedEvent;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;
import org.carepromise.kit.webhook.WebhookDelivery.Claimed;

/**
 * The way of events to endpoints. Whoever decides which event of a subject goes next holds its endpoint's row lock: the
 * fan-out, a claim, an end. So no follower is left waiting for a predecessor that has just ended.
 */
@ApplicationScoped
class WebhookDeliveryStore {

    private static final long FAN_OUT = 0x776562686f6f6bL; // «webhook»

    private static final String BECOME_FAN_OUT = "SELECT pg_try_advisory_xact_lock($1) AS mine";

    private static final String LOCK_BEHIND =
            """
            SELECT id FROM webhook_endpoint
             WHERE state = 'ENABLED'
               AND event_cursor < (SELECT max(position) FROM event WHERE position IS NOT NULL)
             ORDER BY id FOR NO KEY UPDATE
            """;

    // What tells of webhooks is not sent by webhook: a dead delivery would beget the next. Where the log begins above
    // the
    // cursor, after a long time of being disabled, an endpoint goes on with what there is.
    private static final String FAN_OUT_SOME =
            """
            WITH span AS MATERIALIZED (
                SELECT endpoint.id, endpoint.types, endpoint.sites,
                       greatest(endpoint.event_cursor, log.oldest - 1) AS after,
                       least(greatest(endpoint.event_cursor, log.oldest - 1) + $2, log.head) AS upto
                  FROM webhook_endpoint endpoint,
                       (SELECT min(position) AS oldest, max(position) AS head FROM event WHERE position IS NOT NULL) log
                 WHERE endpoint.id = ANY ($1)),
            queued AS (
                INSERT INTO webhook_delivery (endpoint_id, position, event_id, subject, state, due_at, created_at)
                SELECT span.id, event.position, event.id, event.subject, 'PENDING',
                       CASE WHEN row_number() OVER (PARTITION BY span.id, event.subject ORDER BY event.position) = 1
                             AND NOT EXISTS (SELECT FROM webhook_delivery earlier
                                              WHERE earlier.endpoint_id = span.id AND earlier.subject = event.subject
                                                AND earlier.state = 'PENDING' AND NOT earlier.replay)
                            THEN $3::timestamptz END,
                       $4
                  FROM span
                  JOIN event ON event.position > span.after AND event.position <= span.upto
                 WHERE ('*' = ANY (span.sites) OR event.site_id = '*' OR event.site_id = ANY (span.sites))
                   AND (cardinality(span.types) = 0
                        OR EXISTS (SELECT FROM unnest(span.types) AS wanted
                                    WHERE event.type = wanted
                                       OR right(wanted, 2) = '.*' AND starts_with(event.type, left(wanted, -1))))
                   AND NOT starts_with(event.type, 'carepromise.webhook')
                ON CONFLICT DO NOTHING)
            UPDATE webhook_endpoint endpoint SET event_cursor = span.upto FROM span WHERE endpoint.id = span.id
            """;

    // The earliest of each endpoint is one step into the index, however long the backlog.
    private static final String LOCK_DUE =
            """
            SELECT endpoint.* FROM webhook_endpoint endpoint
             WHERE state = 'ENABLED' AND (not_before IS NULL OR not_before <= $1)
               AND (SELECT min(due_at) FROM webhook_delivery delivery
                     WHERE delivery.endpoint_id = endpoint.id AND delivery.state = 'PENDING'
                       AND delivery.due_at IS NOT NULL) <= $1
             ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
            """;

    private static final String CLAIM =
            """
            WITH room AS (
                SELECT id, $3 - (SELECT count(*) FROM webhook_delivery flying
                                  WHERE flying.endpoint_id = endpoint.id AND flying.lease_until > $2) AS places
                  FROM unnest($1::uuid[]) AS endpoint (id)),
            due AS MATERIALIZED (
                SELECT next.endpoint_id, next.position
                  FROM room
                 CROSS JOIN LATERAL (
                       SELECT endpoint_id, position FROM webhook_delivery delivery
                        WHERE delivery.endpoint_id = room.id AND delivery.state = 'PENDING' AND delivery.due_at <= $2
                        ORDER BY delivery.due_at, delivery.position
                        LIMIT greatest(room.places, 0)
                          FOR UPDATE SKIP LOCKED) next
                 LIMIT $5)
            UPDATE webhook_delivery delivery
               SET attempts = attempts + 1, lease_until = $4, due_at = $4,
                   first_attempt_at = coalesce(first_attempt_at, $2)
              FROM due
             WHERE delivery.endpoint_id = due.endpoint_id AND delivery.position = due.position
            RETURNING delivery.endpoint_id, delivery.position, delivery.event_id, delivery.subject, delivery.replay,
                      delivery.attempts, delivery.failures, delivery.first_attempt_at
            """;

    private static final String EVENTS = "SELECT id, type, subject, site_id, time, data FROM event WHERE id = ANY ($1)";

    private static final String END =
            """
            UPDATE webhook_delivery
               SET state = $4, ended_at = $5, last_status = $6, last_failure = $7, due_at = NULL, lease_until = NULL,
                   failures = failures + CASE WHEN $4 = 'DEAD' THEN 1 ELSE 0 END
             WHERE endpoint_id = $1 AND position = $2 AND attempts = $3 AND state = 'PENDING'
            """;

    private static final String RETRY =
            """
            UPDATE webhook_delivery
               SET due_at = $4, last_status = $5, last_failure = $6, lease_until = NULL, failures = failures + 1
             WHERE endpoint_id = $1 AND position = $2 AND attempts = $3 AND state = 'PENDING'
            """;

    private static final String LET_NEXT_GO =
            """
            UPDATE webhook_delivery SET due_at = $3
             WHERE endpoint_id = $1 AND due_at IS NULL AND state = 'PENDING'
               AND position = (SELECT position FROM webhook_delivery
                                WHERE endpoint_id = $1 AND subject = $2 AND state = 'PENDING' AND NOT replay
                                ORDER BY position LIMIT 1)
            """;

    // The time for retries begins anew, and what waited for a retry goes at once.
    private static final String START_OVER =
            """
            UPDATE webhook_delivery SET first_attempt_at = NULL, failures = 0, due_at = least(due_at, $2)
             WHERE endpoint_id = $1 AND state = 'PENDING' AND due_at IS NOT NULL AND lease_until IS NULL
            """;

    private static final String DELIVERY =
            """
            SELECT delivery.event_id, delivery.position, event.type, delivery.subject, delivery.state, delivery.replay,
                   delivery.attempts, delivery.due_at, delivery.last_status, delivery.last_failure, delivery.ended_at
              FROM webhook_delivery delivery LEFT JOIN event ON event.id = delivery.event_id
            """;

    private static final String PAGE = DELIVERY
            + " WHERE delivery.endpoint_id = $1 AND delivery.position < $2 ORDER BY delivery.position DESC LIMIT $3";

    private static final String PAGE_OF_STATE = DELIVERY
            + " WHERE delivery.endpoint_id = $1 AND delivery.position < $2 AND delivery.state = $4"
            + " ORDER BY delivery.position DESC LIMIT $3";

    private static final String FIND = DELIVERY
            + " WHERE delivery.endpoint_id = $1"
            + " AND delivery.position = (SELECT position FROM event WHERE id = $2) AND delivery.event_id = $2";

    // One that is on its way in its order stays there and goes at once.
    private static final String REPLAY_ONE =
            """
            UPDATE webhook_delivery
               SET replay = replay OR state <> 'PENDING', state = 'PENDING', failures = 0, first_attempt_at = NULL,
                   ended_at = NULL, due_at = CASE WHEN state = 'PENDING' AND due_at IS NULL THEN NULL ELSE $3::timestamptz END
             WHERE endpoint_id = $1 AND lease_until IS NULL
               AND position = (SELECT position FROM event WHERE id = $2) AND event_id = $2
            """;

    private static final String REPLAY_DEAD =
            """
            WITH dead AS MATERIALIZED (
                SELECT delivery.position FROM webhook_delivery delivery
                  JOIN event ON event.id = delivery.event_id
                 WHERE delivery.endpoint_id = $1 AND delivery.state = 'DEAD'
                   AND ($3::timestamptz IS NULL OR event.time >= $3) AND ($4::timestamptz IS NULL OR event.time < $4)
                 ORDER BY delivery.position LIMIT $5)
            UPDATE webhook_delivery delivery
               SET replay = true, state = 'PENDING', failures = 0, first_attempt_at = NULL, ended_at = NULL, due_at = $2
              FROM dead WHERE delivery.endpoint_id = $1 AND delivery.position = dead.position
            """;

    // Whatever the endpoint has been told, or would have been by what it asks for today; nothing that is still to come.
    private static final String REPLAY_SPAN =
            """
            INSERT INTO webhook_delivery AS delivery
                   (endpoint_id, position, event_id, subject, state, replay, due_at, created_at)
            SELECT endpoint.id, event.position, event.id, event.subject, 'PENDING', true, $2, $6
              FROM webhook_endpoint endpoint
              JOIN event ON event.time >= $3 AND event.time < $4 AND event.position <= endpoint.event_cursor
             WHERE endpoint.id = $1
               AND ('*' = ANY (endpoint.sites) OR event.site_id = '*' OR event.site_id = ANY (endpoint.sites))
               AND (cardinality(endpoint.types) = 0
                    OR EXISTS (SELECT FROM unnest(endpoint.types) AS wanted
                                WHERE event.type = wanted
                                   OR right(wanted, 2) = '.*' AND starts_with(event.type, left(wanted, -1))))
               AND NOT starts_with(event.type, 'carepromise.webhook')
               AND NOT EXISTS (SELECT FROM webhook_delivery pending
                                WHERE pending.endpoint_id = endpoint.id AND pending.position = event.position
                                  AND pending.state = 'PENDING')
             ORDER BY event.position LIMIT $5
            ON CONFLICT (endpoint_id, position) DO UPDATE
               SET replay = true, state = 'PENDING', failures = 0, first_attempt_at = NULL, ended_at = NULL,
                   due_at = excluded.due_at
            """;

    // Counted up to 10,000: beyond that nobody asks for the exact number, and the whole table would be read for it.
    private static final String BACKLOG =
            """
            SELECT endpoint.id, pending.n AS pending, dead.n AS dead, oldest.created_at AS oldest
              FROM webhook_endpoint endpoint
             CROSS JOIN LATERAL (
                   SELECT count(*) AS n
                     FROM (SELECT FROM webhook_delivery
                            WHERE endpoint_id = endpoint.id AND state = 'PENDING' LIMIT 10000) counted) pending
             CROSS JOIN LATERAL (
                   SELECT count(*) AS n
                     FROM (SELECT FROM webhook_delivery
                            WHERE endpoint_id = endpoint.id AND state = 'DEAD' LIMIT 10000) counted) dead
              LEFT JOIN LATERAL (
                   SELECT created_at FROM webhook_delivery
                    WHERE endpoint_id = endpoint.id AND state = 'PENDING' ORDER BY position LIMIT 1) oldest ON true
            """;

    private final WebhookEndpointStore endpoints;
    private final ObjectMapper json;
    private final String source;

    WebhookDeliveryStore(
            WebhookEndpointStore endpoints,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.endpoints = endpoints;
        this.json = json;
        this.source = "/v1/" + service;
    }

    /**
     * What an endpoint has not been told yet.
     *
     * @param pending up to 10,000, as {@code dead}
     * @param oldestCreatedAt null where nothing is pending
     */
    record Backlog(UUID endpoint, long pending, long dead, Instant oldestCreatedAt) {}

    Uni<Boolean> becomeFanOut(Tx tx) {
        return Sql.first(tx.reads(), row -> row.getBoolean("mine"), BECOME_FAN_OUT, FAN_OUT);
    }

    /** @return the enabled endpoints that have not seen the log's head, locked */
    Uni<List<UUID>> lockBehind(Tx tx) {
        return Sql.list(tx.reads(), row -> row.getUUID("id"), LOCK_BEHIND);
    }

    /** @param positions how many positions of the log each endpoint goes forward at most */
    Uni<?> fanOut(Tx tx, List<UUID> behind, int positions, Instant dueAt) {
        return tx.run(FAN_OUT_SOME, behind.toArray(UUID[]::new), (long) positions, dueAt, tx.now());
    }

    /**
     * Takes what is due, under a lease.
     *
     * @param inFlight how many may be on their way to one endpoint
     * @param most how many to take in all
     */
    Uni<List<Claimed>> claim(Tx tx, Instant at, Instant leaseUntil, int inFlight, int most) {
        return Sql.list(tx.reads(), endpoints::endpoint, LOCK_DUE, at)
                .flatMap(due -> due.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : claimOf(tx, due, at, leaseUntil, inFlight, most));
    }

    private Uni<List<Claimed>> claimOf(
            Tx tx, List<WebhookEndpoint> due, Instant at, Instant leaseUntil, int inFlight, int most) {
        var byId = due.stream().collect(Collectors.toMap(WebhookEndpoint::id, Function.identity()));
        return tx.run(CLAIM, byId.keySet().toArray(UUID[]::new), at, (long) inFlight, leaseUntil, (long) most)
                .map(rows -> Sql.list(rows, Function.identity()))
                .flatMap(rows -> messages(tx, rows).map(messages -> rows.stream()
                        .map(row -> claimed(row, byId, messages))
                        .toList()));
    }

    private Uni<Map<UUID, Row>> messages(Tx tx, List<Row> deliveries) {
        var events = deliveries.stream().map(row -> row.getUUID("event_id")).toArray(UUID[]::new);
        return Sql.list(tx.reads(), Function.identity(), EVENTS, (Object) events)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getUUID("id"), Function.identity(), (one, same) -> one)));
    }

    /** @return whether this attempt's result counted */
    Uni<Boolean> end(Tx tx, Claimed claimed, WebhookDelivery.State state, AttemptOutcome outcome, Instant at) {
        return tx.run(
                        END,
                        claimed.endpoint().id(),
                        claimed.position(),
                        claimed.attempt(),
                        state.name(),
                        at,
                        outcome.status(),
                        name(outcome.failure()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Boolean> retry(Tx tx, Claimed claimed, AttemptOutcome outcome, Instant dueAt) {
        return tx.run(
                        RETRY,
                        claimed.endpoint().id(),
                        claimed.position(),
                        claimed.attempt(),
                        dueAt,
                        outcome.status(),
                        name(outcome.failure()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<?> letNextGo(Tx tx, UUID endpoint, String subject, Instant dueAt) {
        return tx.run(LET_NEXT_GO, endpoint, subject, dueAt);
    }

    Uni<?> startOver(Tx tx, UUID endpoint, Instant dueAt) {
        return tx.run(START_OVER, endpoint, dueAt);
    }

    /** Newest first. */
    Uni<List<WebhookDelivery>> page(
            SqlClient client, UUID endpoint, WebhookDelivery.State state, long before, int limit) {
        return state == null
                ? Sql.list(client, WebhookDeliveryStore::delivery, PAGE, endpoint, before, limit)
                : Sql.list(
                        client, WebhookDeliveryStore::delivery, PAGE_OF_STATE, endpoint, before, limit, state.name());
    }

    /** @return the delivery, or null */
    Uni<WebhookDelivery> find(SqlClient client, UUID endpoint, UUID event) {
        return Sql.first(client, WebhookDeliveryStore::delivery, FIND, endpoint, event);
    }

    Uni<?> replay(Tx tx, UUID endpoint, UUID event, Instant dueAt) {
        return tx.run(REPLAY_ONE, endpoint, event, dueAt);
    }

    /** @return how many */
    Uni<Integer> replayDead(Tx tx, UUID endpoint, Instant from, Instant to, int most, Instant dueAt) {
        return tx.run(REPLAY_DEAD, endpoint, dueAt, from, to, (long) most).map(rows -> rows.rowCount());
    }

    /** @return how many */
    Uni<Integer> replaySpan(Tx tx, UUID endpoint, Instant from, Instant to, int most, Instant dueAt) {
        return tx.run(REPLAY_SPAN, endpoint, dueAt, from, to, (long) most, tx.now())
                .map(rows -> rows.rowCount());
    }

    Uni<List<Backlog>> backlog(SqlClient client) {
        return Sql.list(
                client,
                row -> new Backlog(
                        row.getUUID("id"), row.getLong("pending"), row.getLong("dead"), Sql.instant(row, "oldest")),
                BACKLOG);
    }

    private static String name(AttemptFailure failure) {
        return failure == null ? null : failure.name();
    }

    private Claimed claimed(Row row, Map<UUID, WebhookEndpoint> byId, Map<UUID, Row> events) {
        var event = events.get(row.getUUID("event_id"));
        return new Claimed(
                byId.get(row.getUUID("endpoint_id")),
                row.getLong("position"),
                row.getUUID("event_id"),
                row.getString("subject"),
                row.getBoolean("replay"),
                row.getInteger("attempts"),
                row.getInteger("failures"),
                Sql.instant(row, "first_attempt_at"),
                event == null ? null : message(event, row.getLong("position")));
    }

    private WebhookMessage message(Row event, long position) {
        var numbered = new NumberedEvent(
                position,
                event.getUUID("id"),
                event.getString("type"),
                event.getString("subject"),
                event.getString("site_id"),
                Sql.instant(event, "time"),
                event.getJsonObject("data"));
        return WebhookMessage.of(EventJson.of(numbered, source), json);
    }

    private static WebhookDelivery delivery(Row row) {
        return new WebhookDelivery(
                row.getUUID("event_id"),
                row.getLong("position"),
                row.getString("type"),
                row.getString("subject"),
                WebhookDelivery.State.valueOf(row.getString("state")),
                row.getBoolean("replay"),
                row.getInteger("attempts"),
                Sql.instant(row, "due_at"),
                row.getInteger("last_status"),
                Optional.ofNullable(row.getString("last_failure"))
                        .map(AttemptFailure::valueOf)
                        .orElse(null),
                Sql.instant(row, "ended_at"));
    }
}
