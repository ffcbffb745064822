package org.carepromise.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The contracts as anybody can fetch them: each by its service's name, and all in one as {@code v1}. */
@Singleton
public class PublishedContracts {

    private static final String JOINED = "v1";

    /**
     * A document ready to go out.
     *
     * @param etag a strong validator
     */
    record Published(byte[] body, String mediaType, String etag) {}

    private final Map<String, Published> byFile = new TreeMap<>();
    private final List<String> names;

    PublishedContracts(
            Contracts contracts,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        var joined = new TreeMap<String, ObjectNode>();
        contracts.all().forEach(each -> joined.put(each.service(), each.document()));
        var info = json.createObjectNode()
                .put("title", "CarePromise")
                .put("version", version)
                .put(
                        "description",
                        "Every operation of every service, as the gateway offers them. Any request may also be refused at the "
                                + "door: 400 `ambiguous-path` or `request-invalid`, 401 `unauthenticated` for a token that does "
                                + "not verify, 408 `request-timeout`, 413 `body-too-large`, 414 `target-too-long`, 431 "
                                + "`headers-too-large`, 503 `service-unavailable`, 504 `service-timeout`.");
        var names = new ArrayList<>(List.of(JOINED));
        names.addAll(joined.keySet());
        this.names = List.copyOf(names);
        joined.put(JOINED, JoinedContract.of(contracts.all(), info));

        var yaml = new ObjectMapper(new YAMLFactory()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                // a bare 3.1 or 2026 would come back as a number
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));
        joined.forEach((name, document) -> {
            byFile.put(name + ".json", published(json, document, "application/json"));
            byFile.put(name + ".yaml", published(yaml, document, "application/yaml"));
        });
    }

    private static Published published(ObjectMapper format, ObjectNode document, String mediaType) {
        try {
            var body = format.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document)
                    .getBytes(StandardCharsets.UTF_8);
            var sum = new CRC32();
            sum.update(body);
            var etag = HexFormat.of().toHexDigits(sum.getValue(), 8) + "-" + body.length;
            return new Published(body, mediaType, etag);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Optional<Published> file(String name) {
        return Optional.ofNullable(byFile.get(name));
    }

    /** What there is a contract of: {@code v1}, then each service. */
    public List<String> names() {
        return names;
    }
}
