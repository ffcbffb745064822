package org.carepromise.kit.sandbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SandboxGuardTest {

    @Test
    void aSandboxInProductionDoesNotStartAndNamesTheProperty() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SandboxGuard.refuse(true, true))
                .withMessageContaining("carepromise.sandbox.enabled");
    }

    @Test
    void everythingElseStarts() {
        assertThatCode(() -> SandboxGuard.refuse(true, false)).doesNotThrowAnyException();
        assertThatCode(() -> SandboxGuard.refuse(false, true)).doesNotThrowAnyException();
        assertThatCode(() -> SandboxGuard.refuse(false, false)).doesNotThrowAnyException();
    }
}
