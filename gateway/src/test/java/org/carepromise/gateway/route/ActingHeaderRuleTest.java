package org.carepromise.gateway.route;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActingHeaderRuleTest {

    @Test
    void withoutATokenNobodyActsForAnybody() {
        assertThat(ActingHeaderRule.stripped(Set.of()))
                .containsExactlyInAnyOrder("On-Behalf-Of-Patient", "On-Behalf-Of-Agent", "On-Behalf-Of-Subject");
    }

    @Test
    void eachSystemKeepsItsOwnHeaderAlone() {
        assertThat(ActingHeaderRule.stripped(Set.of("portal")))
                .containsExactlyInAnyOrder("On-Behalf-Of-Agent", "On-Behalf-Of-Subject");
        assertThat(ActingHeaderRule.stripped(Set.of("patient")))
                .containsExactlyInAnyOrder("On-Behalf-Of-Agent", "On-Behalf-Of-Subject");
        assertThat(ActingHeaderRule.stripped(Set.of("integration")))
                .containsExactlyInAnyOrder("On-Behalf-Of-Patient", "On-Behalf-Of-Subject");
        assertThat(ActingHeaderRule.stripped(Set.of("service")))
                .containsExactlyInAnyOrder("On-Behalf-Of-Patient", "On-Behalf-Of-Agent");
    }

    @Test
    void staffActForThemselves() {
        assertThat(ActingHeaderRule.stripped(Set.of("agent", "nurse", "supervisor", "admin", "auditor")))
                .hasSize(3);
    }
}
