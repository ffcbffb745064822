package org.carepromise.kit.problem;

import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one way out for every failure of a REST resource. What is known becomes its problem; everything else leaves as a
 * bare 500 whose trace id leads to the log. No exception's message ever reaches a caller.
 */
public final class ProblemPipeline {

    private static final Logger LOG = Logger.getLogger(ProblemPipeline.class);

    private final Instance<KnownFailure> known;

    ProblemPipeline(Instance<KnownFailure> known) {
        this.known = known;
    }

    // The specific types are named because the platform brings mappers of its own for them, and the nearest type wins.
    @ServerExceptionMapper({
        Throwable.class,
        WebApplicationException.class,
        ConstraintViolationException.class,
        ResteasyReactiveViolationException.class,
        JsonProcessingException.class,
        MismatchedInputException.class,
        AuthenticationFailedException.class,
        UnauthorizedException.class,
        ForbiddenException.class
    })
    public Response answer(Throwable failure, UriInfo request) {
        var problem = problemOf(failure);
        var response = Response.status(problem.code().status())
                .type(ProblemJson.MEDIA_TYPE)
                .entity(ProblemJson.of(problem));
        if (problem.code().status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            var tokenRefused =
                    problem.code() == HttpProblem.UNAUTHENTICATED && !(failure instanceof UnauthorizedException);
            response.header(HttpHeaders.WWW_AUTHENTICATE, tokenRefused ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        if (problem.members().get(Problem.RETRY_AFTER_SECONDS) instanceof Integer seconds) {
            response.header(HttpHeaders.RETRY_AFTER, seconds);
        }
        if (problem.code() == HttpProblem.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(request.getPath())));
        }
        return response.build();
    }

    /** The problem that a failure means; also for parts of a request that are refused by themselves. */
    public Problem problemOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return UnfitRequest.of(invalid);
        }
        if (failure instanceof AuthenticationFailedException && failure.getCause() instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return Problem.of(HttpProblem.UNAUTHENTICATED);
        }
        if (failure instanceof ForbiddenException) {
            return Problem.of(HttpProblem.FORBIDDEN);
        }
        if (failure instanceof JsonProcessingException json) {
            return UnfitRequest.isOurs(json) ? unknown(failure) : UnfitRequest.of(json);
        }
        if (failure instanceof WebApplicationException web) {
            return ofPlatform(web);
        }
        return known(failure).orElseGet(() -> unknown(failure));
    }

    /** What a {@link KnownFailure} says to it; empty where none knows it. */
    public Optional<Problem> known(Throwable failure) {
        return known.stream()
                .map(translation -> translation.problemOf(failure))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Problem ofPlatform(WebApplicationException failure) {
        if (failure.getCause() instanceof Problem problem) {
            return problem;
        }
        return failure.getCause() instanceof JsonProcessingException json
                ? UnfitRequest.of(json)
                : ofStatus(failure.getResponse().getStatus(), failure);
    }

    private static Problem ofStatus(int status, Throwable failure) {
        return switch (status) {
            case 400 -> Problem.of(HttpProblem.REQUEST_INVALID);
            case 401 -> Problem.of(HttpProblem.UNAUTHENTICATED);
            case 403 -> Problem.of(HttpProblem.FORBIDDEN);
            case 404 -> Problem.of(HttpProblem.NOT_FOUND);
            case 405 -> Problem.of(HttpProblem.METHOD_NOT_ALLOWED);
            case 406 -> Problem.of(HttpProblem.NOT_ACCEPTABLE);
            case 413 -> Problem.of(HttpProblem.BODY_TOO_LARGE);
            case 415 -> Problem.of(HttpProblem.MEDIA_TYPE_UNSUPPORTED);
            default -> unknown(failure);
        };
    }

    private static Problem unknown(Throwable failure) {
        // The class and the place are logged, never the message: drivers and parsers quote patients' data in theirs.
        LOG.errorf("unexpected %s at %s", failure.getClass().getName(), placeOf(failure));
        return Problem.of(HttpProblem.INTERNAL_ERROR);
    }

    private static String placeOf(Throwable failure) {
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.carepromise.")) {
                return frame.toString();
            }
        }
        return failure.getStackTrace().length == 0 ? "an unknown place" : failure.getStackTrace()[0].toString();
    }
}
