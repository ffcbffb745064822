package org.carepromise.gateway.edge;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DoorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/docs/docs.js",
                "/openapi/v1.json",
                "/problems/busy",
                "/a/lk_x",
                "/c/lk_x",
                "/v1/sites",
                "/.well-known/api-catalog"
            })
    void whatIsOursIsOpen(String target) {
        assertThat(Doors.open(RawPath.of(target))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/metrics",
                "/q/dev",
                "/q/swagger-ui",
                "/openapi",
                "/openapi.json",
                "/openapi-ui/index.html",
                "/template/index.html",
                "/webjars/x",
                "/index.html",
                "/v2/sites",
                "/V1/sites",
                "/v1",
                "/.well-known/other",
                "/.well-known/api-catalog/x"
            })
    void whatThePlatformOrALibraryWouldServeIsNot(String target) {
        assertThat(Doors.open(RawPath.of(target))).isFalse();
    }
}
