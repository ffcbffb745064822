package org.carepromise.kit.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemPipeline;

/**
 * Reads a body as the platform does, but by hand: for operations that look at what was sent also where it is refused. The
 * refusals are the same.
 */
@ApplicationScoped
public class JsonBodies {

    private final ObjectMapper json;
    private final Validator validator;
    private final ProblemPipeline pipeline;

    JsonBodies(ObjectMapper json, Validator validator, ProblemPipeline pipeline) {
        this.json = json;
        this.validator = validator;
        this.pipeline = pipeline;
    }

    /** @throws Problem {@code request-invalid} naming each place that does not fit */
    public <T> T read(String body, Class<T> type) {
        try {
            T value = json.readValue(body, type);
            if (value == null) {
                throw Problem.of(HttpProblem.REQUEST_INVALID).at("#", "must not be null");
            }
            var violations = validator.validate(value);
            if (!violations.isEmpty()) {
                throw pipeline.problemOf(new ConstraintViolationException(violations));
            }
            return value;
        } catch (JsonProcessingException unfit) {
            throw pipeline.problemOf(unfit);
        }
    }

    /** What was sent, or a missing node where it is no JSON; nothing is checked. */
    public JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException unfit) {
            return json.missingNode();
        }
    }

    /** The problem that a failure means, whatever it is. */
    public Problem problemOf(Throwable failure) {
        return pipeline.problemOf(failure);
    }
}
