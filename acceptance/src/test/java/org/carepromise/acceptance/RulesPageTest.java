package org.carepromise.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/rules.md} leads from each problem code to its rule, its test and its entry in a contract. */
class RulesPageTest {

    private static final Path ROOT = Path.of(System.getProperty("repository.root", ".."));
    private static final Pattern CODE_IN_ENUM =
            Pattern.compile("^    [A-Z_]+\\(\\s*\"([a-z-]+)\",\\s*(\\d{3}),", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[`([A-Za-z0-9]+)\\.?([A-Za-z0-9]*)`]\\(\\.\\./([^)]+)\\)");

    /** A row of the page. */
    private record Row(String code, int status, Link rule, Link test, Link contract) {}

    private record Link(String name, String member, Path file) {

        static Link of(String cell) {
            var matcher = LINK.matcher(cell);
            assertThat(matcher.find())
                    .as("a link such as [`Class.method`](../path) in: %s", cell)
                    .isTrue();
            return new Link(matcher.group(1), matcher.group(2), ROOT.resolve(matcher.group(3)));
        }

        String text() throws IOException {
            return Files.readString(file);
        }
    }

    @Test
    void everyProblemCodeHasExactlyOneRow() throws IOException {
        assertThat(rows().stream().map(Row::code).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(codesInEnums().keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyRowLeadsToItsRuleItsTestAndItsContract() throws IOException {
        var statuses = codesInEnums();
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.code(), () -> {
                    assertThat(row.status()).isEqualTo(statuses.get(row.code()));
                    assertThat(row.rule().text())
                            .as("the rule names the problem")
                            .contains(row.rule().member() + "(")
                            .containsAnyOf(row.code(), constantOf(row.code()));
                    assertThat(row.test().text())
                            .as("the test asserts the problem")
                            .contains("void " + row.test().member() + "(")
                            .containsAnyOf(row.code(), constantOf(row.code()));
                    assertThat(isInContract(row))
                            .as("%s refuses with %s", row.contract().name(), row.code())
                            .isTrue();
                }));
    }

    private static String constantOf(String code) {
        return code.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean isInContract(Row row) throws IOException {
        var contract = new ObjectMapper().readTree(row.contract().text());
        if (row.contract().name().equals("examples")) {
            return contract.at("/components/examples/" + row.code()).isObject();
        }
        for (JsonNode item : contract.path("paths")) {
            for (JsonNode operation : item) {
                if (operation.path("operationId").asText().equals(row.contract().name())) {
                    return operation
                            .at("/responses/" + row.status() + "/content/application~1problem+json/examples")
                            .has(row.code());
                }
            }
        }
        return false;
    }

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : Files.readAllLines(ROOT.resolve("docs/rules.md"))) {
            var cells = line.split("\\|");
            if (line.startsWith("| `") && cells.length == 7) {
                rows.add(new Row(
                        cells[1].strip().replace("`", ""),
                        Integer.parseInt(cells[2].strip()),
                        Link.of(cells[4]),
                        Link.of(cells[5]),
                        Link.of(cells[6])));
            }
        }
        return rows;
    }

    private static Map<String, Integer> codesInEnums() throws IOException {
        var codes = new TreeMap<String, Integer>();
        try (var modules = Files.newDirectoryStream(ROOT, path -> Files.isDirectory(path.resolve("src/main/java")))) {
            for (var module : modules) {
                try (var files = Files.walk(module.resolve("src/main/java"))) {
                    for (var file : files.filter(path -> path.toString().endsWith("Problem.java"))
                            .toList()) {
                        var matcher = CODE_IN_ENUM.matcher(Files.readString(file));
                        while (matcher.find()) {
                            codes.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
                        }
                    }
                }
            }
        }
        assertThat(codes).as("problem codes found").hasSizeGreaterThan(30);
        return codes;
    }
}
