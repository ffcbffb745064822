package org.carepromise.kit.idempotency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;

import org.carepromise.kit.access.Caller;
import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.tx.SqlState;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.kit.tx.Tx;

/**
 * Runs an operation once per Idempotency-Key (docs/adr/0003-idempotency.md). Key, effect and answer are one transaction: after a crash
 * either all of them are there or none. A refusal stores nothing, so the key may be used again once the state has
 * changed.
 */
@ApplicationScoped
public class Once {

    public static final String HEADER = "Idempotency-Key";

    /** Of the hash that tells requests apart. */
    private static final String REQUEST = "idempotency";

    private static final Duration KEPT_FOR = Duration.ofHours(24);
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Transactions transactions;
    private final IdempotencyStore store;
    private final KeyedHash hash;
    private final ObjectMapper json;
    private final RoutingContext exchange;

    Once(
            Transactions transactions,
            IdempotencyStore store,
            KeyedHash hash,
            ObjectMapper json,
            RoutingContext exchange) {
        this.transactions = transactions;
        this.store = store;
        this.hash = hash;
        this.json = json;
        this.exchange = exchange;
    }

    /**
     * For operations that create a stored thing.
     *
     * @param operation the contract's operationId
     * @param requestId the key's twin in the body, for tools that can't send headers; or null
     * @param body the request, of which the same key must not carry another
     * @throws Problem {@code idempotency-key-missing}, {@code idempotency-key-invalid}, {@code idempotency-key-reused},
     *     {@code request-in-progress}
     */
    public Uni<Response> required(
            Caller caller, String operation, String requestId, Object body, Function<Tx, Uni<Answer>> effect) {
        var key = keyOf(requestId)
                .orElseThrow(() -> Problem.of(
                        HttpProblem.IDEMPOTENCY_KEY_MISSING, "Send " + HEADER + ", or requestId in the body."));
        return once(new IdempotencyStore.Key(caller.idempotencyOwner(), operation, key), body, effect);
    }

    /** For changes of state that are safe to repeat: with a key as {@link #required}, without one as often as asked. */
    public Uni<Response> optional(
            Caller caller, String operation, String requestId, Object body, Function<Tx, Uni<Answer>> effect) {
        var key = keyOf(requestId);
        return key.isPresent()
                ? once(new IdempotencyStore.Key(caller.idempotencyOwner(), operation, key.get()), body, effect)
                : transactions.run(
                        tx -> effect.apply(tx).map(answer -> stored(answer).response(false)));
    }

    private Uni<Response> once(IdempotencyStore.Key key, Object body, Function<Tx, Uni<Answer>> effect) {
        var request = (exchange.request().path() + "\n" + write(body)).getBytes(StandardCharsets.UTF_8);
        var requestHash = hash.of(REQUEST, request);
        return transactions.run(tx -> claim(tx, key, requestHash)
                .flatMap(isNew -> isNew ? perform(tx, key, effect) : repeat(tx, key, request)));
    }

    private Uni<Boolean> claim(Tx tx, IdempotencyStore.Key key, byte[] requestHash) {
        return store.claim(tx, key, requestHash, tx.now().plus(KEPT_FOR))
                .onFailure(Once::twinStillRuns)
                .transform(
                        failure -> Problem.of(HttpProblem.REQUEST_IN_PROGRESS).retryAfter(1));
    }

    private static boolean twinStillRuns(Throwable failure) {
        return failure instanceof PgException refused && SqlState.LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }

    private Uni<Response> perform(Tx tx, IdempotencyStore.Key key, Function<Tx, Uni<Answer>> effect) {
        return effect.apply(tx).map(answer -> {
            var stored = stored(answer);
            tx.withCommit(store.keep(tx, key, stored));
            return stored.response(false);
        });
    }

    private Uni<Response> repeat(Tx tx, IdempotencyStore.Key key, byte[] request) {
        return store.find(tx, key).map(earlier -> {
            if (!hash.matches(REQUEST, request, earlier.requestHash())) {
                throw Problem.of(HttpProblem.IDEMPOTENCY_KEY_REUSED);
            }
            return earlier.answer().response(true);
        });
    }

    private Optional<String> keyOf(String requestId) {
        var key = Optional.ofNullable(exchange.request().getHeader(HEADER)).or(() -> Optional.ofNullable(requestId));
        key.filter(text -> !VISIBLE_ASCII.matcher(text).matches()).ifPresent(unusable -> {
            throw Problem.of(HttpProblem.IDEMPOTENCY_KEY_INVALID, "A key is 1 to 255 visible ASCII characters.");
        });
        return key;
    }

    private Answer.Stored stored(Answer answer) {
        return new Answer.Stored(
                answer.status(), write(answer.body()), answer.location(), Answer.Stored.etagOf(answer));
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a wire record cannot be written", unwritable);
        }
    }
}
