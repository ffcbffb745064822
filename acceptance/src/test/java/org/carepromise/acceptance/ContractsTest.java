package org.carepromise.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/api-style.md asks of every operation of every stored contract. */
class ContractsTest {

    private static final Path CONTRACTS = Path.of(System.getProperty("repository.root", ".."), "contracts");
    private static final Pattern REFERENCE = Pattern.compile("\"#(/components/[^\"]+)\"");
    private static final Pattern PATH = Pattern.compile("(/v1)(/([a-z][a-z0-9-]*|\\{[a-zA-Z]+}))+(\\.ics)?");
    private static final Set<String> BODYLESS = Set.of("204", "304");

    private record Operation(String contract, String path, String method, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }

        String ownPath() {
            return "/v1/" + contract.replace(".json", "") + "/";
        }

        @Override
        public String toString() {
            return contract + " " + method + " " + path;
        }
    }

    /** What the kit gives to every service, below the service's own path, is named alike; the joined contract renames it. */
    @Test
    void everyOperationHasANameOfItsOwn() throws IOException {
        assertThat(operations().stream().map(operation -> operation.contract() + " " + operation.id()))
                .doesNotHaveDuplicates();
        assertThat(operations().stream()
                        .filter(operation -> !operation.path().startsWith(operation.ownPath()))
                        .map(Operation::id))
                .doesNotHaveDuplicates();
        assertThat(operations().stream().map(Operation::id)).allMatch(id -> id.matches("[a-z][a-zA-Z0-9]{2,39}"));
    }

    @Test
    void everyOperationSaysWhatItDoesInAFewWords() throws IOException {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.node().path("summary").asText()).isNotBlank().hasSizeLessThanOrEqualTo(60);
            assertThat(operation.node().path("description").asText())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(1_333);
            assertThat(operation.node().path("tags")).isNotEmpty();
        });
    }

    @Test
    void pathsAreVersionedKebabCase() throws IOException {
        assertThat(operations())
                .allSatisfy(operation -> assertThat(operation.path()).matches(PATH));
    }

    @Test
    void everyAnswerAndEveryRefusalHasASchemaAndEveryRefusalAnExample() throws IOException {
        assertThat(operations())
                .allSatisfy(
                        operation -> operation.node().path("responses").fields().forEachRemaining(response -> {
                            var content = response.getValue().path("content");
                            assertThat(content.isEmpty())
                                    .as("%s %s has no body", operation, response.getKey())
                                    .isEqualTo(BODYLESS.contains(response.getKey()));
                            content.forEach(media -> {
                                assertThat(media.has("schema"))
                                        .as("%s %s", operation, response.getKey())
                                        .isTrue();
                                if (response.getKey().compareTo("400") >= 0) {
                                    assertThat(media.path("examples"))
                                            .as("%s %s", operation, response.getKey())
                                            .isNotEmpty();
                                }
                            });
                        }));
    }

    @Test
    void whatNeedsATokenSaysSoAndWhatDoesNotIsOfTheSandboxTellsNothingOrHasASignedPath() throws IOException {
        assertThat(operations().stream()
                        .filter(operation -> operation.node().path("security").isEmpty()))
                .allSatisfy(open -> assertThat(open.path()).matches("/v1/info|.*/sandbox/.*|/v1/[a-z-]+/\\{token}.*"));
    }

    @Test
    void noReferenceLeadsNowhere() throws IOException {
        for (var file : files()) {
            var text = Files.readString(file);
            var contract = new ObjectMapper().readTree(text);
            var matcher = REFERENCE.matcher(text);
            while (matcher.find()) {
                assertThat(contract.at(matcher.group(1)).isMissingNode())
                        .as("%s: %s", file.getFileName(), matcher.group(1))
                        .isFalse();
            }
        }
    }

    private static List<Operation> operations() throws IOException {
        var operations = new ArrayList<Operation>();
        for (var file : files()) {
            var paths = new ObjectMapper().readTree(file.toFile()).path("paths");
            paths.fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                if (method.getValue().has("responses")) {
                    operations.add(new Operation(
                            file.getFileName().toString(), path.getKey(), method.getKey(), method.getValue()));
                }
            }));
        }
        assertThat(operations).isNotEmpty();
        return operations;
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(CONTRACTS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
