package org.carepromise.kit.request;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * A primitive that may be left out and may not be null. Jackson's own switch
 * ({@code FAIL_ON_NULL_FOR_PRIMITIVES}) refuses a record's absent primitives too.
 */
final class NeverNull<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient JsonDeserializer<T> given;

    @SuppressWarnings("unchecked")
    NeverNull(Class<T> primitive) {
        super(primitive);
        this.given = (JsonDeserializer<T>) NumberDeserializers.find(primitive, primitive.getName());
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return given.deserialize(json, context);
    }

    @Override
    public T getNullValue(DeserializationContext context) throws JsonMappingException {
        return context.reportInputMismatch(this, "null");
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
        return given.getAbsentValue(context);
    }
}
