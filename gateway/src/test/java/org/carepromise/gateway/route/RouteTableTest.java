package org.carepromise.gateway.route;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import org.carepromise.gateway.contract.Contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RouteTableTest {

    private final RouteTable table = RouteTable.of(List.of(
            contract(
                    "scheduling",
                    "get /v1/sites",
                    "get /v1/appointments/{id}",
                    "post /v1/appointments/{id}/cancellation"),
            contract(
                    "callback",
                    "post /v1/callbacks",
                    "get /v1/callbacks/{id}",
                    "post /v1/callbacks/next",
                    "get /v1/a/{x}/c",
                    "get /v1/a/b/d")));

    @Test
    void aPathLeadsToTheServiceThatHasItInItsContract() {
        assertThat(service("GET", "v1", "sites")).isEqualTo("scheduling");
        assertThat(service("GET", "v1", "appointments", "appt_1")).isEqualTo("scheduling");
        assertThat(service("POST", "v1", "callbacks")).isEqualTo("callback");
    }

    @Test
    void whatStandsInNoContractIsNotThere() {
        assertThat(table.find(List.of("v1", "nothing"))).isEmpty();
        assertThat(table.find(List.of("v1"))).isEmpty();
        assertThat(table.find(List.of("v1", "sites", "extra"))).isEmpty();
        assertThat(table.find(List.of("v1", "sites", ""))).isEmpty();
        assertThat(table.find(List.of("v1", "appointments", ""))).isEmpty();
        assertThat(table.find(List.of("v1", "appointments", "a", "b"))).isEmpty();
        assertThat(table.find(List.of("v1", "Sites"))).isEmpty();
        assertThat(table.find(List.of("v1", "appointments", "", "cancellation")))
                .isEmpty();
    }

    @Test
    void aWordWinsOverAParameter() {
        assertThat(table.find(List.of("v1", "callbacks", "next")).orElseThrow().allowed())
                .isEqualTo("POST");
        assertThat(table.find(List.of("v1", "callbacks", "cb_1")).orElseThrow().allowed())
                .isEqualTo("GET, HEAD");
    }

    @Test
    void aWordThatLeadsNowhereGivesWayToAParameter() {
        assertThat(table.find(List.of("v1", "a", "b", "c"))).isPresent();
    }

    @Test
    void headIsTakenWhereGetIs() {
        assertThat(service("HEAD", "v1", "sites")).isEqualTo("scheduling");
        assertThat(table.find(List.of("v1", "callbacks")).orElseThrow().operation("HEAD"))
                .isEmpty();
    }

    @Test
    void twoServicesWithOnePathAreRefusedNamingBoth() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RouteTable.of(List.of(
                        contract("scheduling", "get /v1/things/{id}"),
                        contract("callback", "post /v1/things/{other}"))))
                .withMessageContaining("/v1/things/{other}")
                .withMessageContaining("scheduling")
                .withMessageContaining("callback");
    }

    @Test
    void aBodyMayBeOneMebibyteUnlessTheContractSaysOtherwise() {
        var document =
                contract("scheduling", "post /v1/imports", "post /v1/sites").document();
        ((ObjectNode) document.at("/paths/~1v1~1imports/post")).put("x-max-body-bytes", 5);
        var larger = RouteTable.of(List.of(new Contract("scheduling", document)));

        assertThat(larger.find(List.of("v1", "imports"))
                        .orElseThrow()
                        .operation("POST")
                        .orElseThrow()
                        .largestBody())
                .isEqualTo(5);
        assertThat(larger.find(List.of("v1", "sites"))
                        .orElseThrow()
                        .operation("POST")
                        .orElseThrow()
                        .largestBody())
                .isEqualTo(1_048_576);
    }

    private String service(String method, String... segments) {
        return table.find(List.of(segments))
                .flatMap(place -> place.operation(method))
                .map(RouteTable.Operation::service)
                .orElse(null);
    }

    private static Contract contract(String service, String... operations) {
        var document = new ObjectMapper().createObjectNode();
        var paths = document.putObject("paths");
        Stream.of(operations).map(operation -> operation.split(" ")).forEach(parts -> paths.withObject(
                        "/" + parts[1].replace("/", "~1"))
                .putObject(parts[0]));
        return new Contract(service, document);
    }
}
