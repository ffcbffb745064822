package org.carepromise.kit.problem;

import jakarta.enterprise.inject.Instance;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
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
    public Response answer(Throwable failure) {
        var problem = problemOf(failure);
        var response = Response.status(problem.code().status())
                .type(ProblemJson.MEDIA_TYPE)
                .entity(ProblemJson.of(problem));
        if (problem.code() == HttpProblem.UNAUTHENTICATED) {
            response.header(
                    HttpHeaders.WWW_AUTHENTICATE,
                    failure instanceof UnauthorizedException ? "Bearer" : "Bearer error=\"invalid_token\"");
        }
        if (problem.members().get(Problem.RETRY_AFTER_SECONDS) instanceof Integer seconds) {
            response.header(HttpHeaders.RETRY_AFTER, seconds);
        }
        if (failure instanceof WebApplicationException web) {
            var allow = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
            if (allow != null) {
                response.header(HttpHeaders.ALLOW, allow);
            }
        }
        return response.build();
    }

    private Problem problemOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return invalid(invalid);
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return Problem.of(HttpProblem.UNAUTHENTICATED);
        }
        if (failure instanceof ForbiddenException) {
            return Problem.of(HttpProblem.FORBIDDEN);
        }
        if (failure instanceof JsonProcessingException json) {
            return unreadable(json);
        }
        if (failure instanceof WebApplicationException web) {
            return web.getCause() instanceof JsonProcessingException json
                    ? unreadable(json)
                    : ofStatus(web.getResponse().getStatus(), failure);
        }
        for (var translation : known) {
            var problem = translation.problemOf(failure);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        return unknown(failure);
    }

    private static Problem invalid(ConstraintViolationException failure) {
        var problem = Problem.of(HttpProblem.REQUEST_INVALID);
        for (var violation : failure.getConstraintViolations()) {
            problem = problem.at(pointerTo(violation), violation.getMessage());
        }
        return problem;
    }

    /** The first two steps of a violation's path are the resource's method and its parameter. */
    private static String pointerTo(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        String parameter = null;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == jakarta.validation.ElementKind.METHOD) {
                continue;
            }
            if (node.getKind() == jakarta.validation.ElementKind.PARAMETER) {
                parameter = node.getName();
                continue;
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.length() == 0 && parameter != null ? "?" + parameter : "#" + pointer;
    }

    private static Problem unreadable(JsonProcessingException failure) {
        var problem = Problem.of(HttpProblem.REQUEST_INVALID);
        if (failure instanceof JsonMappingException mapping) {
            var what = failure instanceof UnrecognizedPropertyException
                    ? "this field is not in the contract"
                    : "not of the type that the contract gives";
            return problem.at(pointerTo(mapping), what);
        }
        var where = failure.getLocation();
        var what = where == null
                ? "not JSON"
                : "not JSON from line " + where.getLineNr() + ", column " + where.getColumnNr() + " on";
        return problem.at("#", what);
    }

    private static String pointerTo(JsonMappingException failure) {
        var pointer = new StringBuilder("#");
        for (var step : failure.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
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
