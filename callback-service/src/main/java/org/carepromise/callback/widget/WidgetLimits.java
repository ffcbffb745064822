package org.carepromise.callback.widget;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.carepromise.callback.CallbacksConfig;
import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * How often a page without login may ask: for each address, so that nobody fills the queue, and for each number, so that
 * nobody has a stranger called all day. In the memory of a replica, on real time: what a limit sheds must not cost a
 * transaction first.
 */
@ApplicationScoped
public class WidgetLimits {

    /** Set by the gateway, which throws away what a caller sent. */
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final String ADDRESS = "widget-address";
    private static final int FORGOTTEN_EVERY = 1_000;

    private final RateLimit perAddress;
    private final RateLimit perNumber;
    private final KeyedHash hash;
    private final RoutingContext exchange;
    private final Map<String, Long> unusedFrom = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();

    WidgetLimits(CallbacksConfig config, KeyedHash hash, RoutingContext exchange) {
        var widget = config.widget();
        this.perAddress = new RateLimit(widget.mostPerAddress(), widget.perAddressWithin());
        this.perNumber = new RateLimit(widget.mostPerNumber(), widget.perNumberWithin());
        this.hash = hash;
        this.exchange = exchange;
    }

    /**
     * Counts the request at hand, and says in its answer what is left.
     *
     * @throws Problem {@code rate-limited}
     */
    public void countAddress() {
        var verdict = count(perAddress, ADDRESS + " " + hash.text(ADDRESS, address(exchange.request())));
        exchange.response()
                .putHeader("RateLimit-Policy", perAddress.policy("address"))
                .putHeader(
                        "RateLimit", "\"address\";r=%d;t=%d".formatted(verdict.remaining(), seconds(verdict.after())));
        check(verdict);
    }

    /**
     * What is left of a number no answer says: it would tell how often others asked.
     *
     * @param contactKey a keyed hash of the number
     * @throws Problem {@code rate-limited}
     */
    public void countNumber(String contactKey) {
        check(count(perNumber, "widget-number " + contactKey));
    }

    private RateLimit.Verdict count(RateLimit limit, String who) {
        long now = System.nanoTime();
        var verdict = new RateLimit.Verdict[1];
        unusedFrom.compute(who, (same, kept) -> {
            verdict[0] = limit.ask(Optional.ofNullable(kept).orElse(now), now);
            return verdict[0].unusedFrom();
        });
        if (asked.incrementAndGet() % FORGOTTEN_EVERY == 0) {
            unusedFrom.values().removeIf(from -> from - now <= 0);
        }
        return verdict[0];
    }

    private static void check(RateLimit.Verdict verdict) {
        if (!verdict.admitted()) {
            throw Problem.of(HttpProblem.RATE_LIMITED).retryAfter(seconds(verdict.after()));
        }
    }

    private static String address(HttpServerRequest request) {
        var forwarded = request.getHeader(FORWARDED_FOR);
        return forwarded == null
                ? request.remoteAddress().hostAddress()
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    private static int seconds(Duration rounded) {
        return (int) rounded.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
