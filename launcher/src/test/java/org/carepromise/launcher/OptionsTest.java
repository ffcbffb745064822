package org.carepromise.launcher;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {

    @Test
    void withoutOptionsAllRunsWithDemoDataAndDataIsKept() {
        Options options = Options.of();

        assertThat(options.services()).containsExactlyElementsOf(Service.all());
        assertThat(options.demo()).isTrue();
        assertThat(options.reset()).isFalse();
        assertThat(options.portOffset()).isZero();
    }

    @Test
    void onlyRunsOneServiceAndExceptLeavesOneOut() {
        assertThat(Options.of("--only", "scheduling").services()).containsExactly(Service.SCHEDULING);
        assertThat(Options.of("--except", "scheduling").services()).isNotEmpty().doesNotContain(Service.SCHEDULING);
    }

    @Test
    void aWrongCommandLineIsRefusedWithWhatIsWrong() {
        assertThatThrownBy(() -> Options.of("--rest")).hasMessage("unknown option --rest");
        assertThatThrownBy(() -> Options.of("--only", "billing"))
                .hasMessageStartingWith("--only takes one of: scheduling");
        assertThatThrownBy(() -> Options.of("--except")).hasMessageStartingWith("--except takes one of: ");
        assertThatThrownBy(() -> Options.of("--port-offset", "many"))
                .hasMessage("--port-offset takes a number from 0 to 40000");
        assertThatThrownBy(() -> Options.of("--only", "gateway", "--except", "scheduling"))
                .hasMessage("--only and --except exclude each other");
    }
}
