package org.carepromise.kit.problem;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/** Names the place where a request does not fit the contract, and never what stands there. */
final class UnfitRequest {

    private static final String BODY = "#";
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

    private UnfitRequest() {}

    static Problem of(ConstraintViolationException failure) {
        var problem = Problem.of(HttpProblem.REQUEST_INVALID);
        for (var violation : failure.getConstraintViolations()) {
            problem = problem.at(pointerTo(violation), violation.getMessage());
        }
        return problem;
    }

    static Problem of(JsonProcessingException failure) {
        var problem = Problem.of(HttpProblem.REQUEST_INVALID);
        if (failure instanceof JsonMappingException mapping) {
            var what = failure instanceof UnrecognizedPropertyException
                    ? "this field is not in the contract"
                    : "not of the type that the contract gives";
            return problem.at(pointerTo(mapping), what);
        }
        var where = failure.getLocation();
        var what = where == null || where.getLineNr() < 0
                ? "not JSON"
                : "not JSON from line " + where.getLineNr() + ", column " + where.getColumnNr() + " on";
        return problem.at(BODY, what);
    }

    /** Whether it was our own answer, or our own type, that Jackson could not handle. */
    static boolean isOurs(JsonProcessingException failure) {
        return !(failure.getProcessor() instanceof JsonParser) || failure instanceof InvalidDefinitionException;
    }

    private static String pointerTo(ConstraintViolation<?> violation) {
        var pointer = new StringBuilder();
        Path.MethodNode method = null;
        Optional<String> query = Optional.empty();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD) {
                method = node.as(Path.MethodNode.class);
                continue;
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                query = queryName(violation.getRootBeanClass(), method, node.as(Path.ParameterNode.class));
                continue;
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return query.map(name -> "?" + name).orElse(BODY + pointer);
    }

    /** The name that the caller knows, which need not be the method parameter's; empty for the body. */
    private static Optional<String> queryName(Class<?> resource, Path.MethodNode method, Path.ParameterNode parameter) {
        for (Class<?> type = resource; type != null && method != null; type = type.getSuperclass()) {
            for (Method candidate : type.getDeclaredMethods()) {
                var query = candidate.getName().equals(method.getName())
                                && candidate.getParameterCount()
                                        == method.getParameterTypes().size()
                        ? candidate.getParameters()[parameter.getParameterIndex()].getAnnotation(QueryParam.class)
                        : null;
                if (query != null) {
                    return Optional.of(query.value());
                }
            }
        }
        return Optional.empty();
    }

    /** A name that is none of ours may be anything, a patient's too: it is shown only where it looks like a field's. */
    private static String pointerTo(JsonMappingException failure) {
        var pointer = new StringBuilder(BODY);
        for (var step : failure.getPath()) {
            if (step.getFieldName() == null) {
                pointer.append('/').append(step.getIndex());
            } else if (FIELD_NAME.matcher(step.getFieldName()).matches()) {
                pointer.append('/').append(step.getFieldName());
            }
        }
        return pointer.toString();
    }
}
