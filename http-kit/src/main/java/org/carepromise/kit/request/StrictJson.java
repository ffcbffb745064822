package org.carepromise.kit.request;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * JSON as the contract has it, and nothing that could be taken for it: Jackson alone reads a number as a name or a
 * duration, takes the last of two equal fields, and stops reading after the first value (docs/api-style.md).
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    /** After the platform's own customizers, whose readers of times these replace. */
    @Override
    public int priority() {
        return QUARKUS_CUSTOMIZER_PRIORITY - 1;
    }

    // Mapper features can be set on a built mapper by this method alone.
    @SuppressWarnings("deprecation")
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.registerModule(new SimpleModule("carepromise")
                .addDeserializer(int.class, new NeverNull<>(int.class))
                .addDeserializer(long.class, new NeverNull<>(long.class))
                .addDeserializer(boolean.class, new NeverNull<>(boolean.class))
                .addDeserializer(String.class, new FromText<>(String.class, StrictJson::storable))
                .addDeserializer(Instant.class, new FromText<>(Instant.class, Rfc3339::parse))
                .addDeserializer(Duration.class, new FromText<>(Duration.class, Duration::parse))
                .addDeserializer(LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse))
                .addDeserializer(LocalTime.class, new FromText<>(LocalTime.class, LocalTime::parse)));
    }

    /** PostgreSQL takes no NUL, and half a surrogate pair would come back as a question mark. */
    private static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (each == 0 || Character.isSurrogate(each)) {
                throw new IllegalArgumentException("not a text of Unicode characters");
            }
        }
        return text;
    }
}
