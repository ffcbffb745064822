package org.carepromise.gateway.edge;

import java.time.Duration;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemJson;

/** The one place where a handler of the gateway says no. */
@Singleton
public class Refusals {

    /** How much of a refused body is read and thrown away, so that its sender gets to read the answer. */
    private static final long DRAINED_BYTES = 8L * 1024 * 1024;

    private static final Duration DRAINED_FOR = Duration.ofSeconds(2);

    private final ObjectMapper json;

    Refusals(ObjectMapper json) {
        this.json = json;
    }

    /** Answers with the problem. Where an answer has begun, all that can be done is to break it off. */
    public void refuse(RoutingContext exchange, Problem problem) {
        var response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            exchange.request().connection().close();
            return;
        }
        response.setStatusCode(problem.code().status()).putHeader("content-type", ProblemJson.MEDIA_TYPE);
        if (problem.code() == HttpProblem.UNAUTHENTICATED) {
            response.putHeader("www-authenticate", "Bearer error=\"invalid_token\"");
        }
        if (problem.members().get(Problem.RETRY_AFTER_SECONDS) instanceof Integer seconds) {
            response.putHeader("retry-after", seconds.toString());
        }
        var body = Buffer.buffer(write(problem));
        if (mayHaveBody(exchange.request())) {
            response.putHeader("connection", "close");
            response.end(body).onComplete(sent -> drainAndClose(exchange));
        } else {
            response.end(body);
            exchange.request().resume();
        }
    }

    /** Closing with unread bytes would reset the connection, and the sender might never see the answer. */
    private static void drainAndClose(RoutingContext exchange) {
        var request = exchange.request();
        var connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        var timer = exchange.vertx().setTimer(DRAINED_FOR.toMillis(), late -> connection.close());
        connection.closeHandler(closed -> exchange.vertx().cancelTimer(timer));
        var drained = new long[1];
        request.handler(chunk -> {
            drained[0] += chunk.length();
            if (drained[0] > DRAINED_BYTES) {
                connection.close();
            }
        });
        request.endHandler(end -> connection.close());
        request.exceptionHandler(gone -> connection.close());
        request.resume();
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        var length = request.getHeader("content-length");
        return length != null && !length.equals("0") || request.headers().contains("transfer-encoding");
    }

    private byte[] write(Problem problem) {
        try {
            return json.writeValueAsBytes(ProblemJson.of(problem));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
