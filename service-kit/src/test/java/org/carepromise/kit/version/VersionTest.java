package org.carepromise.kit.version;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VersionTest {

    @Test
    void theTagIsStrongAndQuoted() {
        assertThat(Version.etag(7)).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "*", "\"6\", \"7\"", "\"7\",\"8\""})
    void whatTheClientReadLastMatches(String ifMatch) {
        assertThatCode(() -> Version.check(ifMatch, null, 7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"07\"", "\"77\"", "", "\"\"", "\"6\", \"8\"", "\"7"})
    void everythingElseIsStaleAndTheAnswerSaysWhatIsThere(String ifMatch) {
        assertRefused(HttpProblem.VERSION_STALE, () -> Version.check(ifMatch, null, 7));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Version.checkIfNamed(ifMatch, null, 7))
                .satisfies(stale -> assertThat(stale.members()).containsEntry("version", 7L));
    }

    @Test
    void theVersionInTheBodyIsTheSameToken() {
        assertThatCode(() -> Version.check(null, 7L, 7)).doesNotThrowAnyException();
        assertRefused(HttpProblem.VERSION_STALE, () -> Version.check(null, 6L, 7));
    }

    @Test
    void ofTwoTokensBothHaveToMatch() {
        assertRefused(HttpProblem.VERSION_STALE, () -> Version.check("\"7\"", 6L, 7));
        assertRefused(HttpProblem.VERSION_STALE, () -> Version.check("\"6\"", 7L, 7));
        assertThatCode(() -> Version.check("\"7\"", 7L, 7)).doesNotThrowAnyException();
    }

    @Test
    void aChangeThatNamesNoVersionIsRefusedWhereOneIsNeeded() {
        assertRefused(HttpProblem.VERSION_MISSING, () -> Version.check(null, null, 7));
        assertThatCode(() -> Version.checkIfNamed(null, null, 7)).doesNotThrowAnyException();
    }

    private static void assertRefused(HttpProblem code, ThrowingCallable call) {
        assertThatExceptionOfType(Problem.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }
}
