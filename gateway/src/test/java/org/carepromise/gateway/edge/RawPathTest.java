package org.carepromise.gateway.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.kit.problem.HttpProblem;
import org.carepromise.kit.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RawPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sites;x=1",
                "/v1/sites;",
                "/v1;/sites",
                "/v1/sites%3B",
                "/v1/sites%3bx",
                "/v1/a%2Fb",
                "/v1/a%2fb",
                "/v1%2Fsites",
                "/v1/a%5Cb",
                "/v1/a%5cb",
                "/v1/a\\b",
                "\\v1\\sites",
                "/v1//sites",
                "//v1/sites",
                "/v1/sites//",
                "/v1/./sites",
                "/v1/../sites",
                "/v1/sites/..",
                "/v1/sites/.",
                "/v1/%2E%2E/sites",
                "/v1/%2e%2E/sites",
                "/v1/.%2e/sites",
                "/v1/a%2Eb",
                "/v1/a%00",
                "/v1/a%0d%0ab",
                "/v1/a%1f",
                "/v1/a%7F",
                "/v1/a%252Fb",
                "/v1/a%25",
                "/v1/a%",
                "/v1/a%2",
                "/v1/a%zz",
                "/v1/a%u002f",
                "/v1/a%+1",
                "/v1/s%69tes",
                "/v1/%c0%af",
                "/v1/%c0%ae%c0%ae/sites",
                "/v1/%ff",
                "/v1/%e2%82",
                "/v1/a b",
                "/v1/a\tb",
                "/v1/a#b",
                "/v1/{id}",
                "/v1/a|b",
                "/v1/a<b",
                "/v1/é",
                "/v1/\uff0e\uff0e/sites",
                "v1/sites",
                "",
                "*",
                "http://elsewhere/v1/sites",
                "elsewhere:443",
                "/v1/sites?a=%",
                "/v1/sites?a=%4",
                "/v1/sites?a=%00",
                "/v1/sites?a=b#c",
                "/v1/sites?a=b\\c",
                "/v1/sites?a=b c",
                "/v1/sites?a=é",
                "/v1/sites?a=%\uff11\uff11"
            })
    void aTargetThatCanBeReadInTwoWaysIsRefused(String target) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> RawPath.of(target))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(HttpProblem.AMBIGUOUS_PATH))
                .satisfies(problem -> assertThat(problem.detail()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/sites",
                "/v1/sites/",
                "/v1/appointments/appt_01jd8k",
                "/v1/sites/north%20clinic",
                "/v1/sites/caf%C3%A9",
                "/v1/sites/a.b..c",
                "/v1/sites/a:b@c,d+e!$&'()*=~_-",
                "/v1/sites?limit=5&cursor=a%2Fb%3B..//;x",
                "/v1/sites?",
                "/v1/availability?from=2026-12-07T00:00:00%2B01:00"
            })
    void aPlainTargetIsTaken(String target) {
        assertThat(RawPath.of(target).segments()).isNotEmpty();
    }

    @Test
    void segmentsStayAsTheyWereSent() {
        assertThat(RawPath.of("/v1/sites/north%20clinic?x=/y").segments())
                .containsExactly("v1", "sites", "north%20clinic");
        assertThat(RawPath.of("/").segments()).containsExactly("");
        assertThat(RawPath.of("/v1/").segments()).containsExactly("v1", "");
    }
}
