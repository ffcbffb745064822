package org.carepromise.kit.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal on its way to the caller, as RFC 9457 has it. Detail and members are built from safe facts alone: never from
 * an exception's message, never from what a patient wrote. It carries no stack trace; a refusal is an answer, not a
 * fault.
 */
public final class Problem extends RuntimeException {

    private final transient ProblemCode code;
    private final String detail;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> members;

    /**
     * What is wrong with one part of the request.
     *
     * @param pointer JSON pointer (RFC 6901) into the body, {@code #/patient/phone}, or {@code ?limit} for a query
     *     parameter
     * @param detail what was expected there; never the value that was sent
     */
    public record FieldError(String pointer, String detail) {}

    private Problem(ProblemCode code, String detail, List<FieldError> errors, Map<String, Object> members) {
        super(code.code(), null, false, false);
        this.code = code;
        this.detail = detail;
        this.errors = errors;
        this.members = members;
    }

    public static Problem of(ProblemCode code) {
        return new Problem(code, null, List.of(), Map.of());
    }

    /** @param detail a whole sentence for a person, from safe facts */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Map.of());
    }

    /** Adds a member that shows the way out, such as {@code alternatives} or {@code opensAt}; null adds nothing. */
    public Problem with(String member, Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(code, detail, errors, more);
    }

    /** Names one part of the request that is wrong. */
    public Problem at(String pointer, String what) {
        var more = new ArrayList<>(errors);
        more.add(new FieldError(pointer, what));
        return new Problem(code, detail, more, members);
    }

    /** Says after how many seconds trying again makes sense; goes out as {@code Retry-After} too. */
    public Problem retryAfter(int seconds) {
        return with(RETRY_AFTER_SECONDS, seconds);
    }

    public static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

    public ProblemCode code() {
        return code;
    }

    /** @return the sentence for this occurrence, or null where the title says it all */
    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return Collections.unmodifiableList(errors);
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
