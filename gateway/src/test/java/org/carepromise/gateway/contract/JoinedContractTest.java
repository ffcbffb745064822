package org.carepromise.gateway.contract;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JoinedContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatServicesDescribeAlikeStandsThereOnce() {
        var joined = joined(
                contract("a", "{'components': {'schemas': {'Problem': {'type': 'object'}}}}"),
                contract("b", "{'components': {'schemas': {'Problem': {'type': 'object'}}}}"));
        assertThat(joined.at("/components/schemas").toString())
                .isEqualTo(json("{'Problem': {'type': 'object'}}").toString());
    }

    @Test
    void whatTheyDescribeDifferentlyIsNamedAfterEachOfThem() {
        var joined = joined(
                contract(
                        "a",
                        "{'paths': {'/v1/a': {'get': {'operationId': 'getA', 'x': {'$ref': '#/components/schemas/Page'}}}}, "
                                + "'components': {'schemas': {'Page': {'type': 'object'}}}}"),
                contract("b", "{'components': {'schemas': {'Page': {'type': 'string'}}}}"));
        assertThat(joined.at("/components/schemas").fieldNames()).toIterable().containsExactly("APage", "BPage");
        assertThat(joined.at("/paths/~1v1~1a/get/x/$ref").asText()).isEqualTo("#/components/schemas/APage");
    }

    @Test
    void whatRefersToSomethingDifferentIsDifferentToo() {
        var joined = joined(
                contract(
                        "a",
                        "{'components': {'schemas': {'Page': {'type': 'object'}, 'Book': {'$ref': '#/components/schemas/Page'}}}}"),
                contract(
                        "b",
                        "{'components': {'schemas': {'Page': {'type': 'string'}, 'Book': {'$ref': '#/components/schemas/Page'}}}}"));
        assertThat(joined.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactly("ABook", "APage", "BBook", "BPage");
        assertThat(joined.at("/components/schemas/BBook/$ref").asText()).isEqualTo("#/components/schemas/BPage");
    }

    @Test
    void operationsOfTheSameNameAreNamedAfterTheirService() {
        var joined = joined(
                contract("a", "{'paths': {'/v1/a/clock': {'get': {'operationId': 'getClock'}}}}"),
                contract(
                        "b",
                        "{'paths': {'/v1/b/clock': {'get': {'operationId': 'getClock'}}, '/v1/b': {'get': {'operationId': 'getB'}}}}"));
        assertThat(joined.findValuesAsText("operationId")).containsExactlyInAnyOrder("aGetClock", "bGetClock", "getB");
    }

    @Test
    void onePathInTwoContractsIsRefusedNamingBoth() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        joined(contract("a", "{'paths': {'/v1/x': {}}}"), contract("b", "{'paths': {'/v1/x': {}}}")))
                .withMessage("/v1/x is claimed by a and by b");
    }

    @Test
    void differentWaysToSecureAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> joined(
                        contract("a", "{'components': {'securitySchemes': {'bearer': {'type': 'http'}}}}"),
                        contract("b", "{'components': {'securitySchemes': {'bearer': {'type': 'apiKey'}}}}")))
                .withMessageContaining("bearer");
    }

    @Test
    void theContractsThemselvesStayAsTheyAre() {
        var one = contract("a", "{'components': {'schemas': {'Page': {'type': 'object'}}}}");
        joined(one, contract("b", "{'components': {'schemas': {'Page': {'type': 'string'}}}}"));
        assertThat(one.document().at("/components/schemas/Page").isMissingNode())
                .isFalse();
    }

    private static ObjectNode joined(Contract... contracts) {
        return JoinedContract.of(List.of(contracts), JSON.createObjectNode());
    }

    private static Contract contract(String service, String document) {
        return new Contract(service, json(document));
    }

    private static ObjectNode json(String singleQuoted) {
        try {
            return (ObjectNode) JSON.readTree(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
