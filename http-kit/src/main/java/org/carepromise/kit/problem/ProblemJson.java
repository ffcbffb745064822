package org.carepromise.kit.problem;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.opentelemetry.api.trace.Span;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@code application/problem+json} as it goes over the wire. */
@Schema(name = "Problem", description = "A refusal (RFC 9457). `code` is stable and meant for programs.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "errors", "traceId"})
public record ProblemJson(
        @Schema(description = "A page that explains this code", examples = "/problems/not-found") String type,
        String title,
        int status,
        @Schema(description = "The stable name of this refusal", examples = "not-found") String code,
        String detail,
        List<Problem.FieldError> errors,
        @Schema(description = "Names this exchange in our logs") String traceId,
        @Schema(hidden = true) @JsonIgnore Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemJson of(Problem problem) {
        var code = problem.code();
        return new ProblemJson(
                "/problems/" + code.code(),
                code.title(),
                code.status(),
                code.code(),
                problem.detail(),
                problem.errors(),
                currentTraceId(),
                problem.members());
    }

    @JsonAnyGetter
    public Map<String, Object> wayOut() {
        return members;
    }

    private static String currentTraceId() {
        var context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }
}
