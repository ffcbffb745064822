package org.carepromise.kit.site;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * YAML read strictly: a field that nobody reads, a field given twice, an empty entry of a list, a fraction where a whole
 * number belongs are all refused, so that nothing in a file is silently without effect.
 */
final class YamlText {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    private YamlText() {}

    /** @throws InvalidFile naming the line, or the path of the field that does not fit */
    static <T> T read(String yaml, Class<T> type) {
        try {
            var read = YAML.readValue(yaml, type);
            InvalidFile.require(read != null, "the file: empty");
            return read;
        } catch (JsonMappingException misfit) {
            throw refused(misfit);
        } catch (JsonProcessingException broken) {
            throw new InvalidFile("line " + broken.getLocation().getLineNr() + ": "
                    + (isTwice(broken) ? "a field is given twice" : "not YAML"));
        }
    }

    /** A part of a file whose place has a better name than its number in a list. */
    static <T> T read(JsonNode part, Class<T> type) {
        InvalidFile.require(part != null && part.isObject(), "empty, or no fields");
        try {
            return YAML.treeToValue(part, type);
        } catch (JsonMappingException misfit) {
            throw refused(misfit);
        } catch (JsonProcessingException broken) {
            throw new InvalidFile("not YAML");
        }
    }

    static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    private static InvalidFile refused(JsonMappingException misfit) {
        var at = misfit.getLocation();
        return new InvalidFile(placeOf(misfit)
                + (isTwice(misfit) ? ": a field is given twice" : ": unknown, or not of the type that belongs there")
                + (at == null || at.getLineNr() < 1 ? "" : " (line " + at.getLineNr() + ")"));
    }

    private static boolean isTwice(JsonProcessingException refused) {
        return String.valueOf(refused.getOriginalMessage()).startsWith("Duplicate");
    }

    private static String placeOf(JsonMappingException misfit) {
        var place = new StringBuilder();
        for (var step : misfit.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return place.length() == 0 ? "the file" : place.toString();
    }
}
