package org.carepromise.kit.bulk;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemPipeline;

/** Reads lines of one type, with the strictness and the words of any other request. */
final class LineReader<T> {

    private final Class<T> type;
    private final ObjectMapper json;
    private final Validator validator;
    private final ProblemPipeline failures;

    LineReader(Class<T> type, ObjectMapper json, Validator validator, ProblemPipeline failures) {
        this.type = type;
        this.json = json;
        this.validator = validator;
        this.failures = failures;
    }

    T read(String line) throws JsonProcessingException {
        return checked(json.readValue(line, type));
    }

    T read(JsonNode row) throws JsonProcessingException {
        return checked(json.treeToValue(row, type));
    }

    Problem refusal(JsonProcessingException misfit) {
        return failures.problemOf(misfit);
    }

    private T checked(T line) {
        if (line == null) {
            throw Problem.of(HttpProblem.REQUEST_INVALID).at("#", "a JSON object");
        }
        var violations = validator.validate(line);
        if (!violations.isEmpty()) {
            throw failures.problemOf(new ConstraintViolationException(violations));
        }
        return line;
    }
}
