package org.carepromise.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.Test;

import org.carepromise.gateway.GatewayProblem;
import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;
import org.carepromise.kit.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestRulesTest {

    @Test
    void anOrdinaryRequestPasses() {
        assertThatCode(() -> RequestRules.check(HttpVersion.HTTP_1_1, "/v1/sites", headers()))
                .doesNotThrowAnyException();
        assertThatCode(() -> RequestRules.check(
                        HttpVersion.HTTP_1_1, "/v1/sites", headers().add("transfer-encoding", "Chunked")))
                .doesNotThrowAnyException();
    }

    @Test
    void aBodyThatIsFramedInTwoWaysIsRefused() {
        refused(headers().add("transfer-encoding", "chunked").add("content-length", "3"));
        refused(headers().add("transfer-encoding", "gzip, chunked"));
        refused(headers().add("transfer-encoding", "xchunked").add("content-length", "3"));
        refused(headers().add("transfer-encoding", "chunked").add("transfer-encoding", "chunked"));
        refused(headers().add("transfer-encoding", "identity"));
        refused(headers().add("content-length", "3").add("content-length", "3"));
    }

    @Test
    void aHeaderThatDecidesSomethingIsSentOnce() {
        refused(headers().add("authorization", "Bearer a").add("authorization", "Bearer b"));
        refused(headers().add("host", "elsewhere"));
        refused(headers().add("idempotency-key", "a").add("idempotency-key", "b"));
    }

    @Test
    void aHostIsNeeded() {
        refused(MultiMap.caseInsensitiveMultiMap());
        refused(MultiMap.caseInsensitiveMultiMap().add("host", " "));
    }

    @Test
    void sizesAreLimited() {
        refused(
                GatewayProblem.TARGET_TOO_LONG,
                HttpVersion.HTTP_1_1,
                "/" + "a".repeat(RequestRules.LONGEST_TARGET),
                headers());
        refused(
                GatewayProblem.HEADERS_TOO_LARGE,
                HttpVersion.HTTP_1_1,
                "/",
                headers().add("authorization", "Bearer " + "a".repeat(RequestRules.LARGEST_HEADERS)));
    }

    @Test
    void olderVersionsAreRefused() {
        refused(GatewayProblem.HTTP_VERSION_UNSUPPORTED, HttpVersion.HTTP_1_0, "/", headers());
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap().add("host", "localhost");
    }

    private static void refused(MultiMap headers) {
        refused(HttpProblem.REQUEST_INVALID, HttpVersion.HTTP_1_1, "/v1/sites", headers);
    }

    private static void refused(ProblemCode code, HttpVersion version, String target, MultiMap headers) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> RequestRules.check(version, target, headers))
                .matches(problem -> problem.code() == code, code.code());
    }
}
