package org.carepromise.kit.request;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

/**
 * Reads query parameters by type and names the one that is wrong. JAX-RS (§3.2) answers such a parameter with 404, which
 * sends a caller looking for a path that is there.
 */
@Provider
public class QueryParameters implements ParamConverterProvider {

    /** What the platform hands over for a primitive that was not sent. */
    private static final String ABSENT = "0";

    private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            boolean.class, text -> !text.equals(ABSENT) && trueOrFalse(text),
            Boolean.class, QueryParameters::trueOrFalse,
            Instant.class, Rfc3339::parse,
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            UUID.class, UUID::fromString);

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        var name = nameIn(annotations);
        var parser = type.isEnum() ? constantsOf(type) : PARSERS.get(type);
        return name.isEmpty() || parser == null ? null : new Named<>(name.get(), parser);
    }

    private static Optional<String> nameIn(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(QueryParam.class::isInstance)
                .map(query -> ((QueryParam) query).value())
                .findFirst();
    }

    private static Function<String, ?> constantsOf(Class<?> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static boolean trueOrFalse(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException();
    }

    private record Named<T>(String name, Function<String, ?> parser) implements ParamConverter<T> {

        @Override
        @SuppressWarnings("unchecked")
        public T fromString(String text) {
            try {
                return text == null ? null : (T) parser.apply(text);
            } catch (IllegalArgumentException | DateTimeException misfit) {
                throw Problem.of(HttpProblem.REQUEST_INVALID).at("?" + name, "not of the type that the contract gives");
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
