package org.carepromise.kit.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.KnownFailure;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemJson;

/**
 * Refuses what is larger than {@code carepromise.largest-body} with a problem, or than an operation's own {@link LargerBody}.
 * The platform knows one limit for all ({@code quarkus.http.limits.max-body-size}, the largest of them) and answers with an
 * empty body; in a chunked one it even answers twice.
 */
@Provider
public class BodyLimit implements ReaderInterceptor, KnownFailure {

    /** Before the platform looks at the length, and after it noted the limit for its own reader (orders −300 and −1). */
    private static final int BEFORE_PLATFORM = 300;

    private static final int AFTER_PLATFORM = 1;
    private static final String PLATFORM_LIMIT = "io.quarkus.max-request-size";

    private final long limit;
    private final Map<String, Long> larger;
    private final ObjectMapper json;
    private final RoutingContext current;

    BodyLimit(
            @ConfigProperty(name = "carepromise.largest-body") MemorySize limit,
            @Any Instance<LargerBody> larger,
            ObjectMapper json,
            RoutingContext current) {
        this.limit = limit.asLongValue();
        this.larger = larger.stream().collect(Collectors.toMap(LargerBody::path, LargerBody::bytes));
        this.json = json;
        this.current = current;
    }

    private long limitOf(RoutingContext exchange) {
        return larger.getOrDefault(exchange.normalizedPath(), limit);
    }

    void stand(@Observes Filters filters) {
        filters.register(this::refuseDeclared, BEFORE_PLATFORM);
        filters.register(BodyLimit::leaveUndeclaredToUs, AFTER_PLATFORM);
    }

    private void refuseDeclared(RoutingContext exchange) {
        var length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limitOf(exchange)) {
            exchange.next();
            return;
        }
        // What is still on its way is not read: the connection ends with this answer.
        exchange.response()
                .setStatusCode(HttpProblem.BODY_TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(problem())
                .onComplete(sent -> exchange.request().connection().close());
    }

    private String problem() {
        try {
            return json.writeValueAsString(ProblemJson.of(Problem.of(HttpProblem.BODY_TOO_LARGE)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void leaveUndeclaredToUs(RoutingContext exchange) {
        if (exchange.remove(PLATFORM_LIMIT) != null) {
            exchange.addEndHandler(answered -> {
                if (exchange.response().getStatusCode() == HttpProblem.BODY_TOO_LARGE.status()) {
                    exchange.request().connection().close();
                }
            });
        }
        exchange.next();
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new Bounded(body.getInputStream(), limitOf(current)));
        return body.proceed();
    }

    @Override
    public Optional<Problem> problemOf(Throwable failure) {
        return failure instanceof TooLarge ? Optional.of(Problem.of(HttpProblem.BODY_TOO_LARGE)) : Optional.empty();
    }

    private static final class TooLarge extends IOException {}

    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream body, long limit) {
            super(body);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            return next < 0 ? next : count(1, next);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return read < 0 ? read : count(read, read);
        }

        private int count(int bytes, int result) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new TooLarge();
            }
            return result;
        }
    }
}
