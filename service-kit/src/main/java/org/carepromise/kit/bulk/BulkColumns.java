package org.carepromise.kit.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.carepromise.kit.problem.Problem;

/** The columns of one kind of table: the same for what comes in and what goes out, so that a file makes the round trip. */
public final class BulkColumns {

    /** As strict as for lines of JSON. */
    private static final ObjectMapper CELLS = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final Map<String, BulkColumn> byName;

    private BulkColumns(List<BulkColumn> columns) {
        this.byName = columns.stream()
                .collect(
                        Collectors.toMap(BulkColumn::name, Function.identity(), (one, two) -> one, LinkedHashMap::new));
    }

    public static BulkColumns of(BulkColumn... columns) {
        return new BulkColumns(List.of(columns));
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The columns that a file's first line names. A name that is none of ours may be anything, such as the first
     * patient's where the line is missing: it is told by its place.
     *
     * @throws Problem {@code columns-invalid} where one is unknown, named twice or missing
     */
    List<BulkColumn> named(List<String> header) {
        var named = new ArrayList<BulkColumn>();
        var wrong = Problem.of(BulkProblem.COLUMNS_INVALID).with("columns", names());
        var seen = new HashSet<String>();
        for (int i = 0; i < header.size(); i++) {
            var column = byName.get(header.get(i).strip());
            if (column == null) {
                wrong = wrong.at("#/" + i, "column " + (i + 1) + " has no name that is known here");
            } else if (!seen.add(column.name())) {
                wrong = wrong.at("#/" + i, "column " + (i + 1) + " has the name of an earlier one: " + column.name());
            }
            named.add(column);
        }
        for (var column : byName.values()) {
            if (column.required() && !seen.contains(column.name())) {
                wrong = wrong.at("#", "there is no column " + column.name());
            }
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
        return named;
    }

    /** A row as the JSON that it stands for; an empty cell is an absent field. */
    static ObjectNode json(List<BulkColumn> columns, List<String> cells) {
        var json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var cell = CellText.in(cells.get(i));
            if (!cell.isEmpty()) {
                var path = column.name().split("\\.");
                var parent = json;
                for (int step = 0; step < path.length - 1; step++) {
                    parent = parent.withObject("/" + path[step]);
                }
                parent.set(path[path.length - 1], value(column.kind(), cell));
            }
        }
        return json;
    }

    /** A thing as a row of the table. */
    List<String> cells(JsonNode thing) {
        return byName.values().stream()
                .map(column -> CellText.out(cell(column.kind(), field(thing, column.name()))))
                .toList();
    }

    private static JsonNode field(JsonNode thing, String name) {
        var field = thing;
        for (var step : name.split("\\.")) {
            field = field.path(step);
        }
        return field;
    }

    private static JsonNode value(BulkColumn.Kind kind, String cell) {
        var make = JsonNodeFactory.instance;
        switch (kind) {
            case NUMBER:
                return WHOLE.matcher(cell).matches() ? make.numberNode(Long.parseLong(cell)) : make.textNode(cell);
            case FLAG:
                return cell.equals("true") || cell.equals("false")
                        ? make.booleanNode(cell.equals("true"))
                        : make.textNode(cell);
            case LIST:
                return array(CellText.split(cell), make::textNode);
            case REFERENCES:
                return array(CellText.split(cell), BulkColumns::reference);
            case JSON:
                return tree(cell);
            default:
                return make.textNode(cell);
        }
    }

    /** What is no JSON stays text, and is refused as a field of another type. */
    private static JsonNode tree(String cell) {
        try {
            var tree = CELLS.readTree(cell);
            return tree.isContainerNode() ? tree : JsonNodeFactory.instance.textNode(cell);
        } catch (JsonProcessingException noJson) {
            return JsonNodeFactory.instance.textNode(cell);
        }
    }

    private static ArrayNode array(List<String> texts, Function<String, JsonNode> element) {
        var array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> array.add(element.apply(text)));
        return array;
    }

    private static JsonNode reference(String text) {
        var parts = CellText.reference(text);
        var reference = JsonNodeFactory.instance.objectNode();
        if (parts.size() == 2) {
            reference.put("system", parts.get(0));
        }
        return reference.put("id", parts.get(parts.size() - 1));
    }

    private static String cell(BulkColumn.Kind kind, JsonNode field) {
        if (field.isMissingNode() || field.isNull() || field.isContainerNode() && field.isEmpty()) {
            return "";
        }
        if (kind == BulkColumn.Kind.JSON) {
            return field.toString();
        }
        if (field.isArray()) {
            return CellText.join(StreamSupport.stream(field.spliterator(), false)
                    .map(each -> kind == BulkColumn.Kind.REFERENCES
                            ? CellText.reference(
                                    each.path("system").asText(),
                                    each.path("id").asText())
                            : each.asText())
                    .toList());
        }
        // A round number would stand there as 1E+2.
        return field.isBigDecimal() ? field.decimalValue().toPlainString() : field.asText();
    }
}
