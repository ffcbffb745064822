package org.carepromise.kit.request;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a type that the contract has as text, from text alone: a number is no duration, and no name either. */
final class FromText<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Class<T> type;
    private final transient Function<String, T> parser;

    /** @param parser refuses with {@link DateTimeException} or {@link IllegalArgumentException} */
    FromText(Class<T> type, Function<String, T> parser) {
        super(type);
        this.type = type;
        this.parser = parser;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return type.cast(context.handleUnexpectedToken(type, json));
        }
        try {
            return parser.apply(json.getText());
        } catch (DateTimeException | IllegalArgumentException misfit) {
            return type.cast(context.handleWeirdStringValue(type, "", "not of this type"));
        }
    }
}
