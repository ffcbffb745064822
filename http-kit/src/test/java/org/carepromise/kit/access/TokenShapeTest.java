package org.carepromise.kit.access;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenShapeTest {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b-_.c", "BEARER  a.b.c", "Basic YTpi", "", "Bearer"})
    void aSignedTokenAndWhatIsNoTokenPass(String authorization) {
        assertThat(TokenShape.isMalformed(authorization)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer ",
                "Bearer .",
                "Bearer ...",
                "Bearer a.b.",
                "Bearer a..c",
                "Bearer a.b.c.d.e",
                "Bearer a.b.c d",
                "Bearer opaque",
                "Bearer a.b.c=",
                "Bearer \u00e9.b.c"
            })
    void everythingElseIsMalformed(String authorization) {
        assertThat(TokenShape.isMalformed(authorization)).isTrue();
    }
}
