package org.carepromise.gateway.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import org.carepromise.gateway.Upstreams;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@QuarkusTest
@QuarkusTestResource(Upstreams.class)
class OwnContractTest {

    private static final Path STORED = Path.of("..", "contracts");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theStoredContractIsWhatTheCodeDoes() throws IOException {
        var produced = given().get("/openapi/gateway.json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString() + "\n";
        var stored = STORED.resolve("gateway.json");
        if (Boolean.getBoolean("contracts.update")) {
            Files.createDirectories(STORED);
            Files.writeString(stored, produced);
        }
        assertThat(stored)
                .as("after a change on purpose: mvn test -pl gateway -am -Dtest=OwnContractTest "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dcontracts.update=true")
                .content()
                .isEqualTo(produced);
    }

    @Test
    void everyStoredContractFitsTogetherWithTheOthers() throws IOException {
        var contracts = new ArrayList<Contract>();
        try (var files = Files.list(STORED)) {
            for (var file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                var name = file.getFileName().toString().replace(".json", "");
                contracts.add(new Contract(name, (ObjectNode) JSON.readTree(file.toFile())));
            }
        }
        assertThat(contracts).isNotEmpty();
        assertThatCode(() -> JoinedContract.of(contracts, JSON.createObjectNode()))
                .doesNotThrowAnyException();
    }
}
